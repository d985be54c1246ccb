/** Another referral code for a client: what it may look like, what ends with it, who is told. */
import { Alert, Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import type { Client } from '../../records/types';
import { useRecode } from './client';

const CODE = /^[A-Z0-9]{4,16}$/;

interface RecodeDialogProps {
  client: Client;
  onClose: () => void;
}

export function RecodeDialog(props: RecodeDialogProps) {
  const { t } = useTranslation('desk-clients');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('recode.title')}>
      <RecodeForm {...props} />
    </Modal>
  );
}

function RecodeForm({ client, onClose }: RecodeDialogProps) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const { t: words } = useTranslation('desk-words');
  const recode = useRecode(client.id);
  const { code } = client.referral;
  const schema = useMemo(() => {
    const written = (text: string) => text.trim().toUpperCase();
    return z.object({
      referral_code: required(common).check(
        z.refine((text) => CODE.test(written(text)), words('errors.referral_code_malformed')),
        z.refine((text) => written(text) !== code, t('recode.same')),
      ),
    });
  }, [common, words, t, code]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { referral_code: '', tells: true },
    send: ({ referral_code: wanted, tells }) =>
      recode({ referral_code: wanted.trim(), replaces: code, tells }),
    onSent: () => {
      toastDone(t('recode.done'));
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('recode.label')}
          description={t('recode.hint')}
          maxLength={16}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          data-autofocus
          {...form.getInputProps('referral_code')}
        />
        <Alert color="yellow">
          {t('recode.lasts', { code })} {t('recode.portal')}
        </Alert>
        <Checkbox label={t('recode.tell')} {...form.getInputProps('tells', { type: 'checkbox' })} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('recode.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
