/** Whether new IBs get this scheme, and proposing that they do: a setting that needs two people. */
import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { useCan } from '../../session';
import { DEFAULT_SCHEME, useDefaultScheme } from './plans';

export function DefaultScheme({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('desk-partners');
  const can = useCan();
  const api = useApi();
  const queries = useQueryClient();
  const setting = useDefaultScheme();
  const { key, renew } = useIdempotencyKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  if (!setting) return null;
  const isDefault = setting.value === plan.id;
  const isProposed = setting.pending?.value === plan.id;
  const propose = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await api.put(DEFAULT_SCHEME, { value: plan.id }, { idempotencyKey: key });
      renew();
      toastDone(t('default_proposed'));
      await queries.invalidateQueries({ queryKey: ['desk', '/api/desk/settings'] });
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const words = isDefault ? 'default_is' : isProposed ? 'default_waits' : 'default_is_not';
  return (
    <Panel title={t('default_title')}>
      <Group justify="space-between">
        <span>{t(words)}</span>
        {can('update_settings') && !isDefault && !setting.pending ? (
          <Button variant="default" loading={busy} onClick={() => void propose()}>
            {t('default_propose')}
          </Button>
        ) : null}
      </Group>
      <FormProblem problem={problem} />
    </Panel>
  );
}
