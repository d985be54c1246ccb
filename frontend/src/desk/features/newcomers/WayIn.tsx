/** How a new client comes to a password, and whether they are told by e-mail. */
import { Alert, Checkbox, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import type { NewClientFields, NewClientValues } from './newClient';

export function WayIn({ form }: { form: NewClientFields }) {
  const { t } = useTranslation('desk-newcomers');
  const { chooser, tells } = form.values;
  const byStaff = chooser === 'staff';
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('way_in.chooser')}
        value={chooser}
        onChange={(next) => form.setFieldValue('chooser', next as NewClientValues['chooser'])}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="client"
            label={t('way_in.by_client')}
            description={t('way_in.by_client_hint')}
          />
          <Radio value="staff" label={t('way_in.by_staff')} />
        </Stack>
      </Radio.Group>
      {byStaff ? (
        <NewPasswordInput
          label={t('way_in.password')}
          required
          {...form.getInputProps('password')}
        />
      ) : null}
      <Checkbox
        label={byStaff ? t('way_in.mail_password') : t('way_in.mail_invitation')}
        {...form.getInputProps('tells', { type: 'checkbox' })}
      />
      {byStaff ? (
        <Checkbox
          label={t('way_in.must_change')}
          description={tells ? t('way_in.must_change_mailed') : undefined}
          disabled={tells}
          {...form.getInputProps('must_change_password', { type: 'checkbox' })}
          checked={tells || form.values.must_change_password}
        />
      ) : null}
      {tells ? null : <Alert color="yellow">{t('way_in.untold')}</Alert>}
    </Stack>
  );
}
