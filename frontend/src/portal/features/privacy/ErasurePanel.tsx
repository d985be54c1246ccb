/** Leaving for good: what stands in the way, what will happen, and asking for it. */
import { Alert, Anchor, Button, Checkbox, Group, PasswordInput, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { askForErasure, type ErasureView } from '@/api/portal';
import { readErasureOptions, readErasureQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { isOpen } from '../../records/requests';
import classes from './privacy.module.css';

const HINDRANCES = [
  'wallet_not_empty',
  'account_not_empty',
  'requests_pending',
  'payout_pending',
] as const;
type Hindrance = (typeof HINDRANCES)[number];
const GONE = ['login', 'identity', 'payout', 'messages'] as const;

export function ErasurePanel() {
  const { t } = useTranslation('portal-privacy');
  const standing = useQuery(readErasureOptions());
  return (
    <Panel title={t('erasure.title')}>
      <Stack gap="md">
        <p className={classes.text}>{t('erasure.text')}</p>
        <ul className={classes.gone}>
          {GONE.map((what) => (
            <li key={what}>{t(`erasure.gone.${what}`)}</li>
          ))}
        </ul>
        <p className={classes.text}>{t('erasure.stays')}</p>
        <Loaded query={standing}>{(found) => <Standing standing={found} />}</Loaded>
      </Stack>
    </Panel>
  );
}

function Standing({ standing }: { standing: ErasureView }) {
  const { t } = useTranslation('portal-privacy');
  const [asking, setAsking] = useState(false);
  const { request, hindrance, currency } = standing;
  if (request && isOpen(request)) {
    return (
      <Group gap="sm">
        <StatusChip status={request.status} />
        <Anchor component={Link} to={`/funds/requests/${request.id}`} size="sm">
          {t('erasure.open_request')}
        </Anchor>
      </Group>
    );
  }
  const refusal =
    request?.status === 'rejected' ? (
      <Alert color="gray" title={t('erasure.refused')}>
        {request.reason}
      </Alert>
    ) : null;
  if (hindrance) {
    return (
      <>
        {refusal}
        <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />} role="status">
          {HINDRANCES.find((one) => one === hindrance)
            ? t(`erasure.hindrance.${hindrance as Hindrance}`, { currency })
            : t('erasure.hindrance.other')}
        </Alert>
      </>
    );
  }
  return (
    <>
      {refusal}
      {asking ? (
        <ErasureForm onCancel={() => setAsking(false)} />
      ) : (
        <div>
          <Button color="red" variant="outline" onClick={() => setAsking(true)}>
            {t('erasure.begin')}
          </Button>
        </div>
      )}
    </>
  );
}

type Values = { password: string; sure: boolean };

function ErasureForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('portal-privacy');
  const { t: common } = useTranslation('common');
  const queries = useQueryClient();
  const schema = useMemo(
    () =>
      z.object({
        password: required(common),
        sure: z.literal(true, t('erasure.sure_missing')),
      }),
    [common, t],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<Values, ErasureView>({
    schema,
    initialValues: { password: '', sure: false },
    send: ({ password }, key) =>
      askForErasure({ headers: { 'Idempotency-Key': key }, body: { password } }),
    onSent: () => {
      toastDone(t('erasure.asked'));
      void queries.invalidateQueries({ queryKey: readErasureQueryKey() });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md" maw={420}>
        <PasswordInput
          label={t('erasure.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': common('password.toggle') }}
          {...form.getInputProps('password')}
        />
        <Checkbox label={t('erasure.sure')} {...form.getInputProps('sure', { type: 'checkbox' })} />
        <FormProblem problem={problem} />
        <Group>
          <Button type="submit" color="red" loading={busy}>
            {t('erasure.ask')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
