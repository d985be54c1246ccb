/** Commissions that went on to trading accounts, day by day, and what became of each. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, PageQuery } from '@/shared/table/types';
import { formatDay } from '@/shared/time/format';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import type { OnwardDay } from './types';

const POLL_MS = 30_000;
const HEIGHT = '20rem';
const TONES: Readonly<Record<string, Tone>> = {
  under_way: 'info',
  arrived: 'good',
  not_taken: 'warn',
};

interface OnwardTableProps {
  id: string;
  queryKey: readonly unknown[];
  load: (query: PageQuery, signal: AbortSignal) => Promise<Page<OnwardDay>>;
  /** Where the request of a transfer is. */
  hrefOf: (transferId: string) => string;
}

export function OnwardTable({ hrefOf, ...list }: OnwardTableProps) {
  const { t } = useTranslation('commissions');
  return (
    <DataTable
      {...list}
      label={t('onward.days')}
      columns={useColumns(hrefOf)}
      rowKey={(row) => `${row.day} ${row.earned.currency}`}
      state="page"
      pollMs={POLL_MS}
      height={HEIGHT}
      empty={{ title: t('onward.none'), hint: t('onward.none_hint') }}
    />
  );
}

function useColumns(hrefOf: OnwardTableProps['hrefOf']): Column<OnwardDay>[] {
  const { t } = useTranslation('commissions');
  const { tag } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'day',
        header: t('onward.columns.day'),
        width: 140,
        pinned: true,
        card: 'title',
        cell: (row) => formatDay(row.day, tag),
      },
      {
        id: 'earned',
        header: t('onward.columns.earned'),
        width: 150,
        align: 'end',
        cell: (row) => <Amount value={row.earned} />,
      },
      {
        id: 'sent',
        header: t('onward.columns.sent'),
        width: 150,
        align: 'end',
        cell: (row) => <Amount value={row.sent} />,
      },
      {
        id: 'login',
        header: t('columns.login'),
        width: 120,
        cell: (row) => <bdi>{row.login}</bdi>,
      },
      {
        id: 'state',
        header: t('columns.state'),
        width: 190,
        card: 'mark',
        cell: (row) => <Chip tone={TONES[row.state]}>{t(`onward.states.${row.state}`)}</Chip>,
      },
      {
        id: 'why',
        header: t('columns.why'),
        width: 280,
        cell: (row) => (row.stays ? t(`onward.stays.${row.stays}`) : '—'),
      },
      {
        id: 'transfer',
        header: t('onward.columns.transfer'),
        width: 130,
        cell: (row) =>
          row.transfer_id ? (
            <Anchor component={Link} to={hrefOf(row.transfer_id)} inherit>
              {t('onward.open')}
            </Anchor>
          ) : (
            '—'
          ),
      },
    ],
    [t, tag, hrefOf],
  );
}
