/** Asking for another leverage, with what that means for open positions. */
import { Alert, Button, Select, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { AccountView, ApplicationView } from '@/api/portal';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { ask, useAsked } from './changes';

interface LeverageFormProps {
  account: AccountView;
  leverages: readonly number[];
  onDone: () => void;
}

type Values = { leverage: string };

export function LeverageForm({ account, leverages, onDone }: LeverageFormProps) {
  const { t } = useTranslation('portal-accounts');
  const { t: common } = useTranslation('common');
  const schema = useMemo(() => z.object({ leverage: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm<Values, ApplicationView>({
    schema,
    initialValues: { leverage: '' },
    send: ({ leverage }, key) =>
      ask(account.id, { kind: 'leverage', leverage: Number(leverage) }, key),
    onSent: useAsked(account.id, onDone),
  });
  const isLower = form.values.leverage !== '' && Number(form.values.leverage) < account.leverage;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Select
          label={t('changes.new_leverage')}
          description={t('changes.leverage_now', { leverage: `\u20661:${account.leverage}\u2069` })}
          data={leverages.map((one) => ({ value: String(one), label: `\u20661:${one}\u2069` }))}
          allowDeselect={false}
          {...form.getInputProps('leverage')}
        />
        {isLower ? (
          <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />}>
            {t('changes.lower')}
          </Alert>
        ) : null}
        <FormProblem problem={problem} />
        <Button type="submit" loading={busy}>
          {t('changes.submit')}
        </Button>
      </Stack>
    </form>
  );
}
