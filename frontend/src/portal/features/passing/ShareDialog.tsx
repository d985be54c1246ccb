/** Granting a share of the own rate: the percentage, and what it comes to for both, before sending. */
import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import {
  type PassingLimitsView,
  type PassingRateView,
  passOnToSubBroker,
  type SubBrokerView,
} from '@/api/portal';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { FactList } from '@/shared/ui/FactList';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { isShare, shared } from './share';

interface ShareDialogProps {
  to: SubBrokerView;
  limits: PassingLimitsView;
  rates: readonly PassingRateView[];
  onClose: () => void;
}

export function ShareDialog(props: ShareDialogProps) {
  const { t } = useTranslation('portal-passing');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('share_title', { name: props.to.name })}>
      <ShareForm {...props} />
    </Modal>
  );
}

function ShareForm({ to, limits, rates, onClose }: ShareDialogProps) {
  const { t } = useTranslation('portal-passing');
  const { t: common } = useTranslation('common');
  const queries = useQueryClient();
  const most = limits.most_percent;
  const schema = useMemo(
    () =>
      z.object({
        percent: z
          .string()
          .check(z.refine((text) => isShare(text, most), t('percent_form', { most }))),
      }),
    [t, most],
  );
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<
    { percent: string },
    SubBrokerView
  >({
    schema,
    initialValues: { percent: to.percent },
    send: ({ percent }, key) =>
      passOnToSubBroker({
        path: { sub_broker_id: to.client_id },
        body: { percent: percent.trim() },
        headers: { 'Idempotency-Key': key },
      }),
    onSent: () => {
      toastDone(t('granted'));
      void queries.invalidateQueries({ queryKey: ['portal', 'sub-brokers'] });
      onClose();
    },
  });
  const percent = form.values.percent;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {to.has_own ? <Alert color="yellow">{t('has_own_hint')}</Alert> : null}
        <TextInput
          label={t('percent')}
          description={t('percent_hint', { most })}
          inputMode="decimal"
          dir="ltr"
          maxLength={6}
          data-autofocus
          {...form.getInputProps('percent')}
        />
        {isShare(percent, most) ? (
          <FactList
            tinted
            facts={rates.map((rate) => {
              const [given, kept] = shared(rate.amount, percent, limits.least_kept);
              return {
                label: rate.symbol_group,
                value: t('outcome', { whole: rate.amount, given, kept }),
              };
            })}
          />
        ) : null}
        <Text size="sm">{t('from_now')}</Text>
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!unsent}>
            {t('grant')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
