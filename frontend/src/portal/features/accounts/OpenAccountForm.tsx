/** The form for a new trading account. */
import { Alert, Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApplicationView, applyForAccount, type OptionsView } from '@/api/portal';
import { listAccountOptionsQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { toastDone } from '@/shared/ui/toast';
import { AccountChoice } from '../../records/AccountChoice';
import {
  chosenAccount,
  leftOf,
  type OpeningValues,
  openingSchema,
  settled,
  typesOf,
} from '../../records/openingChoice';

export function OpenAccountForm({ options }: { options: OptionsView }) {
  const { t } = useTranslation('portal-accounts');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [{ kind: wanted }] = useSearchTexts();
  const first = options.servers[0]?.id ?? '';
  const schema = useMemo(() => openingSchema(common, options), [common, options]);
  const initialValues = useMemo<OpeningValues>(
    () => ({ ...settled(options, first, wanted === 'demo' ? 'demo' : 'live'), agreements: [] }),
    [options, first, wanted],
  );
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<OpeningValues, ApplicationView>({
    schema,
    initialValues,
    send: (values, key) =>
      applyForAccount({
        headers: { 'Idempotency-Key': key },
        body: chosenAccount(values, options),
      }),
    onSent: (request) => {
      toastDone(request.status === 'approved' ? t('open.opened') : t('open.sent'));
      void queries.invalidateQueries({ queryKey: listAccountOptionsQueryKey() });
      void navigate({ to: `/funds/requests/${request.id}`, ignoreBlocker: true });
    },
  });
  const { values } = form;
  const types = typesOf(options, values.server_id, values.kind);
  const type = types.find((one) => one.id === values.account_type_id);
  const left = leftOf(options, values.kind);
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="lg">
        <AccountChoice options={options} form={form} />
        {left > 0 ? null : <Alert color="yellow">{t(`open.no_more_${values.kind}`)}</Alert>}
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy} disabled={left <= 0 || !type}>
          {t('open.submit')}
        </Button>
      </Stack>
    </form>
  );
}
