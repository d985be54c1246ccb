/** The columns of earned commissions, the same for a broker and for staff. */
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import type { Money } from '@/shared/money/money';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import classes from './commissions.module.css';
import { ticketOf } from './keys';
import { Components, useRateText } from './parts';
import { Somebody } from './Somebody';
import { CommissionState, useWhy } from './state';
import type { ListedCommission } from './types';

export const COLUMNS = [
  'closed_at',
  'opened_at',
  'symbol',
  'amount',
  'components',
  'rates',
  'state',
  'why',
  'level',
  'kind',
  'paid_at',
  'destination',
  'login',
  'server',
  'deal',
  'profit',
] as const;
type ColumnId = (typeof COLUMNS)[number];

const end = { align: 'end' as const };
const time = (at: string | null) => (at ? <Time at={at} /> : '—');
const text = (value: string | number | null) => <bdi dir="ltr">{value ?? '—'}</bdi>;
export const moneyCell = (value: Money | null, instead: ReactNode = '—', signed = true) =>
  value ? <Amount value={value} signed={signed} /> : instead;

/** Every column that a list of commissions can have, by its id; a list chooses and orders them. */
export function useEachColumn<T extends ListedCommission>(): Record<ColumnId, Column<T>> {
  const { t } = useTranslation('commissions');
  const why = useWhy();
  const rates = useRateText();
  return useMemo(() => {
    const column = (
      id: ColumnId,
      width: number,
      cell: (row: T) => ReactNode,
      more: Partial<Column<T>> = {},
    ) => ({ id, header: t(`columns.${id}`), width, cell, ...more });
    return {
      closed_at: column('closed_at', 210, (row) => time(row.closed_at), { pinned: true }),
      opened_at: column('opened_at', 210, (row) => time(row.opened_at)),
      symbol: column('symbol', 130, (row) => text(`${row.lots} ${row.symbol}`)),
      amount: column('amount', 120, (row) => moneyCell(row.amount, '—', row.revision > 0), {
        card: 'mark',
        ...end,
      }),
      components: column('components', 180, (row) =>
        row.parts.length ? <Components of={row} /> : '—',
      ),
      rates: column('rates', 150, (row) => rates(row) || '—'),
      state: column('state', 110, (row) => <CommissionState commission={row} />),
      why: column('why', 260, (row) => <span className={classes.soft}>{why(row) || '—'}</span>),
      level: column('level', 90, (row) => row.level, end),
      kind: column('kind', 150, (row) => t(`kinds.${row.kind}`)),
      paid_at: column('paid_at', 210, (row) => time(row.paid_at)),
      destination: column('destination', 190, (row) =>
        row.destination ? t(`destinations.${row.destination}`) : '—',
      ),
      login: column('login', 110, (row) => text(row.login)),
      server: column('server', 150, (row) => <bdi>{row.server_name}</bdi>),
      deal: column('deal', 130, (row) => text(ticketOf(row))),
      profit: column('profit', 140, (row) => moneyCell(row.profit, t('not_shown')), end),
    };
  }, [t, why, rates]);
}

const SHOWN_AT_FIRST: readonly string[] = [
  'closed_at',
  'symbol',
  'components',
  'rates',
  'amount',
  'state',
  'why',
  'paid_at',
  'level',
];

/** The columns of the list of one broker; what does not fit can be chosen. */
export function useCommissionColumns(): Column<ListedCommission>[] {
  const { t } = useTranslation('commissions');
  const each = useEachColumn<ListedCommission>();
  return useMemo(() => {
    const shown = SHOWN_AT_FIRST.map((id) => each[id as ColumnId]);
    const more = COLUMNS.filter((id) => !SHOWN_AT_FIRST.includes(id));
    return [
      ...shown.map((one) => (one.id === 'symbol' ? { ...one, card: 'title' as const } : one)),
      {
        id: 'client',
        header: t('columns.client'),
        width: 210,
        cell: (row) => <Somebody id={row.client_id} name={row.client_name} />,
      },
      ...more.map((id) => ({ ...each[id], hiddenAtFirst: true })),
    ];
  }, [t, each]);
}
