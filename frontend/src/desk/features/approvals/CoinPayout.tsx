/** One payout through a provider: where it goes, whether the wallet has the money, and its two acts. */
import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InspectedPayoutView } from '@/api/desk/types.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import { CopyButton } from '@/shared/ui/CopyButton';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { toastDone } from '@/shared/ui/toast';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { canConfirm, isConfirmable, isUnderWay, PAYOUTS, payoutPath } from './payouts';
import { useRefreshRequests } from './requests';

const POLL_MS = 10_000;

export function CoinPayout({ id, onDone }: { id: string; onDone?: () => void }) {
  const payout = useQuery({
    ...useRead<InspectedPayoutView>(payoutPath(id)),
    refetchInterval: pollEvery(POLL_MS),
  });
  if (!payout.data) return <Skeleton height={180} />;
  return <Found payout={payout.data} onDone={onDone} />;
}

function Found({ payout, onDone }: { payout: InspectedPayoutView; onDone?: () => void }) {
  const { t } = useTranslation('desk-approvals');
  return (
    <Stack gap="sm">
      <Text size="sm" c={payout.stage === 'paid_after_refund' ? 'red' : 'dimmed'}>
        {t(`coins.now.${payout.stage}`)}
      </Text>
      <Facts payout={payout} />
      {isConfirmable(payout.stage) ? <Funding payout={payout} /> : null}
      <Acts payout={payout} onDone={onDone} />
    </Stack>
  );
}

function Facts({ payout }: { payout: InspectedPayoutView }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const coins = useCoins();
  const needed = payout.funds ?? payout;
  const facts: (Fact | null)[] = [
    { label: t('coins.amount'), value: <Amount value={payout.amount} />, strong: true },
    ...Object.entries(payout.destination).map(([key, text]) => ({
      label: words('fact', key),
      value: <Copied text={text} label={t('coins.copy_address')} />,
    })),
    needed.needed
      ? {
          label: t('coins.needed'),
          value: t('coins.at_rate', {
            coins: coins(needed.needed, needed.coin),
            rate: coins('rate' in needed ? needed.rate : needed.coin_rate, payout.amount.currency),
          }),
        }
      : null,
    needed.available
      ? { label: t('coins.available'), value: coins(needed.available, needed.coin) }
      : null,
    payout.funds && Number(payout.funds.promised) > 0
      ? { label: t('coins.promised'), value: coins(payout.funds.promised, payout.funds.coin) }
      : null,
    payout.coins
      ? { label: t('coins.paid'), value: coins(payout.coins, payout.coin), strong: true }
      : null,
    payout.transaction
      ? {
          label: t('coins.transaction'),
          value: <Copied text={payout.transaction} label={t('coins.copy_transaction')} />,
        }
      : null,
    payout.failure
      ? {
          label: t('coins.failure'),
          value: t(`coins.failures.${payout.failure}`, payout.failure),
        }
      : null,
    payout.confirmed_by
      ? { label: t('coins.confirmed_by'), value: <bdi>{payout.confirmed_by}</bdi> }
      : null,
    payout.attempt > 1 ? { label: t('coins.attempt'), value: String(payout.attempt) } : null,
  ];
  return <FactList facts={facts.filter((fact) => fact !== null)} />;
}

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <bdi dir="ltr">{text}</bdi> <CopyButton value={text} label={label} />
    </span>
  );
}

/** Coins with their name, as they are written in the reader's language. */
function useCoins() {
  const { tag } = useLanguage();
  return (text: string, coin: string) => `${formatDecimalText(text || '0', tag)} ${coin}`;
}

function Funding({ payout }: { payout: InspectedPayoutView }) {
  const { t } = useTranslation('desk-approvals');
  if (payout.why_not) {
    return <Alert color="gray">{t(`coins.why_not.${payout.why_not}`, payout.why_not)}</Alert>;
  }
  if (!payout.funds) return <Alert color="orange">{t('coins.funding.unknown')}</Alert>;
  return payout.funds.enough ? (
    <Alert color="green">{t('coins.funding.enough')}</Alert>
  ) : (
    <Alert color="red">{t('coins.funding.short')}</Alert>
  );
}

function Acts({ payout, onDone }: { payout: InspectedPayoutView; onDone?: () => void }) {
  const { t } = useTranslation('desk-approvals');
  const api = useApi();
  const queries = useQueryClient();
  const refresh = useRefreshRequests();
  const { busy, problem, attempt } = useAttempt();
  const act = (name: 'confirm' | 'call_back') =>
    attempt(async () => {
      const number = name === 'confirm' ? payout.next_attempt : payout.attempt;
      try {
        await api.patch(payoutPath(payout.withdrawal_id), { act: name, attempt: number });
        toastDone(t(`coins.done.${name}`));
        onDone?.();
      } finally {
        // Also after a refusal: somebody may have been quicker.
        await Promise.all([
          refresh(),
          queries.invalidateQueries({ queryKey: PAYOUTS }),
          queries.invalidateQueries({ queryKey: ['desk', payoutPath(payout.withdrawal_id)] }),
        ]);
      }
    });
  return (
    <>
      <FormProblem problem={problem} />
      {isConfirmable(payout.stage) && !payout.why_not ? (
        <Group justify="flex-end">
          <Button loading={busy} disabled={!canConfirm(payout)} onClick={() => act('confirm')}>
            {t(payout.next_attempt > 1 ? 'coins.confirm_again' : 'coins.confirm')}
          </Button>
        </Group>
      ) : null}
      {isUnderWay(payout.stage) ? (
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {t('coins.call_back_hint')}
          </Text>
          <Button variant="light" color="red" loading={busy} onClick={() => act('call_back')}>
            {t('coins.call_back')}
          </Button>
        </Group>
      ) : null}
    </>
  );
}
