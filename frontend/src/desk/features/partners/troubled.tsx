/** What lists of commissions in trouble have in common: whose it is, and of which deal. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportedCommissionView } from '@/api/desk/types.gen';
import { ticketOf } from '@/shared/commissions/keys';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { ClientLink } from '../../records/Person';

/** What waits for staff, by where it stands. */
export const TROUBLED = '/api/desk/commissions';

export type Troubled = ReportedCommissionView;

export function useTroubledColumns(): Record<
  'recipient' | 'deal' | 'server' | 'closed_at',
  Column<Troubled>
> {
  const { t } = useTranslation('commissions');
  return useMemo(
    () => ({
      recipient: {
        id: 'recipient',
        header: t('columns.recipient'),
        width: 200,
        pinned: true,
        card: 'title',
        cell: (row) => <ClientLink client={{ id: row.recipient_id, name: row.recipient_name }} />,
      },
      deal: {
        id: 'deal',
        header: t('columns.deal'),
        width: 130,
        cell: (row) => (
          <Anchor component={Link} to={`/commissions/${row.deal}`} inherit>
            <bdi dir="ltr">{ticketOf(row)}</bdi>
          </Anchor>
        ),
      },
      server: {
        id: 'server',
        header: t('columns.server'),
        width: 150,
        cell: (row) => <bdi>{row.server_name}</bdi>,
      },
      closed_at: {
        id: 'closed_at',
        header: t('columns.closed_at'),
        width: 190,
        cell: (row) => <Time at={row.closed_at} />,
      },
    }),
    [t],
  );
}
