/** The columns of earned commissions, the same for a broker and for staff. */
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount, useMoneyText } from '@/shared/money/Amount';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import classes from './commissions.module.css';
import type { Commission } from './types';

const TONES: Readonly<Record<string, Tone>> = {
  waiting: 'info',
  paid: 'good',
  failed: 'bad',
  held: 'warn',
  to_approve: 'warn',
  owed: 'warn',
};

export function CommissionState({ commission }: { commission: Commission }) {
  const { t } = useTranslation('commissions');
  return <Chip tone={TONES[commission.state]}>{t(`states.${commission.state}`)}</Chip>;
}

/** What tells one line from all others: a deal may pay by two schemes, and be adjusted. */
export const keyOf = (one: Commission) =>
  [one.recipient_id, one.deal, one.kind, one.revision, one.amount?.currency].join(' ');

/** Why it is nothing, or why it is not paid, or not all of it. */
export function useWhy(): (one: Commission) => string {
  const { t } = useTranslation('commissions');
  const text = useMoneyText();
  const cause = useCause();
  return (one) => {
    if (!one.cancelled) return cause(one);
    const unpaid = t('cancelled_unpaid', { amount: text(one.cancelled) });
    const isWhole = one.state === 'cancelled' && one.revision === 0;
    return [isWhole ? '' : cause(one), unpaid].filter(Boolean).join('; ');
  };
}

function useCause(): (one: Commission) => string {
  const { t } = useTranslation('commissions');
  return (one) => {
    if (one.state === 'held' || one.state === 'refused') return t(`review.${one.state}`);
    if (one.failure) return t(`failures.${one.failure}`);
    if (one.set_off) return t('claw.set_off');
    if (one.revision) return t(`causes.${one.cause}`);
    return one.reasons.map((reason) => t(`reasons.${reason}`)).join('; ');
  };
}

export function useCommissionColumns(client: (one: Commission) => ReactNode): Column<Commission>[] {
  const { t } = useTranslation('commissions');
  const why = useWhy();
  return useMemo(
    () => [
      {
        id: 'closed_at',
        header: t('columns.closed_at'),
        width: 180,
        pinned: true,
        cell: (row) => <Time at={row.closed_at} />,
      },
      {
        id: 'symbol',
        header: t('columns.symbol'),
        width: 130,
        card: 'title',
        cell: (row) => (
          <bdi dir="ltr">
            {row.lots} {row.symbol}
          </bdi>
        ),
      },
      {
        id: 'amount',
        header: t('columns.amount'),
        width: 150,
        align: 'end',
        card: 'mark',
        cell: (row) => (row.amount ? <Amount value={row.amount} signed={row.revision > 0} /> : '—'),
      },
      {
        id: 'state',
        header: t('columns.state'),
        width: 130,
        cell: (row) => <CommissionState commission={row} />,
      },
      {
        id: 'why',
        header: t('columns.why'),
        width: 280,
        cell: (row) => <span className={classes.soft}>{why(row) || '—'}</span>,
      },
      { id: 'client', header: t('columns.client'), width: 120, cell: client },
      {
        id: 'level',
        header: t('columns.level'),
        width: 90,
        align: 'end',
        cell: (row) => row.level,
      },
      {
        id: 'kind',
        header: t('columns.kind'),
        width: 130,
        hiddenAtFirst: true,
        cell: (row) => t(`kinds.${row.kind}`),
      },
      {
        id: 'paid_at',
        header: t('columns.paid_at'),
        width: 180,
        hiddenAtFirst: true,
        cell: (row) => (row.paid_at ? <Time at={row.paid_at} /> : '—'),
      },
      {
        id: 'login',
        header: t('columns.login'),
        width: 110,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.login ?? '—'}</bdi>,
      },
    ],
    [t, why, client],
  );
}

/** What the file of the list has: everything that the list can show. */
export function useCommissionDownload(name: string) {
  const { t } = useTranslation('commissions');
  const why = useWhy();
  return useMemo(() => {
    const column = (id: string, text: (row: Commission) => string) => ({
      header: t(`columns.${id}`),
      text,
    });
    return {
      name,
      columns: [
        column('deal', (row) => row.deal),
        column('closed_at', (row) => row.closed_at),
        column('symbol', (row) => row.symbol),
        column('lots', (row) => row.lots),
        column('amount', (row) => row.amount?.amount ?? ''),
        column('currency', (row) => row.amount?.currency ?? ''),
        column('state', (row) => t(`states.${row.state}`)),
        column('why', why),
        column('client', (row) => row.client_id ?? ''),
        column('level', (row) => String(row.level)),
        column('kind', (row) => t(`kinds.${row.kind}`)),
        column('login', (row) => String(row.login ?? '')),
        column('paid_at', (row) => row.paid_at ?? ''),
      ],
    };
  }, [t, why, name]);
}
