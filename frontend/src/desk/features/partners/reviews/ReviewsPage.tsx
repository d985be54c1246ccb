/** Commissions that are held before they are paid, by broker and client, with the evidence. */
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { useList } from '../../../records/useList';
import { ReviewDialog } from './ReviewDialog';
import { REVIEWS, REVIEWS_KEY } from './reviews';

const TONES: Readonly<Record<ReviewView['state'], Tone>> = {
  open: 'warn',
  releasing: 'info',
  refusing: 'info',
  released: 'good',
  refused: 'bad',
};

export default function ReviewsPage() {
  const { t } = useTranslation('desk-reviews');
  const [opened, setOpened] = useState<ReviewView | null>(null);
  const filters: Filter[] = [
    {
      kind: 'choice',
      id: 'state',
      label: t('state'),
      options: (['open', 'released', 'refused'] as const).map((value) => ({
        value,
        label: t(`states.${value}`),
      })),
    },
  ];
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        id="desk.commission-reviews"
        label={t('title')}
        columns={useColumns(setOpened)}
        filters={filters}
        rowKey={(row) => row.id}
        queryKey={REVIEWS_KEY}
        load={useList<ReviewView>(REVIEWS)}
        empty={{ title: t('none'), hint: t('none_hint') }}
      />
      {opened ? <ReviewDialog review={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

export function ClientLink({ id, name }: { id: string; name: string }) {
  return (
    <Anchor component={Link} to={`/clients/${id}`} inherit>
      {name ? <bdi>{name}</bdi> : null} <bdi>{id}</bdi>
    </Anchor>
  );
}

export function ReviewChip({ review }: { review: ReviewView }) {
  const { t } = useTranslation('desk-reviews');
  const { state } = review;
  if (state === 'open' && review.proposed_at) {
    return <Chip tone="info">{t('proposed_state')}</Chip>;
  }
  return <Chip tone={TONES[state]}>{t(`states.${state}`)}</Chip>;
}

export function Held({ review }: { review: ReviewView }) {
  return (
    <>
      {review.held.map((amount) => (
        <div key={amount.currency}>
          <Amount value={amount} />
        </div>
      ))}
    </>
  );
}

function useColumns(open: (review: ReviewView) => void): Column<ReviewView>[] {
  const { t } = useTranslation('desk-reviews');
  return useMemo(
    () => [
      {
        id: 'recipient',
        header: t('recipient'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => <ClientLink id={row.recipient_id} name={row.recipient_name} />,
      },
      {
        id: 'state',
        header: t('state'),
        width: 140,
        card: 'mark',
        cell: (row) => <ReviewChip review={row} />,
      },
      {
        id: 'client',
        header: t('client'),
        width: 220,
        cell: (row) => <ClientLink id={row.client_id} name={row.client_name} />,
      },
      {
        id: 'signals',
        header: t('signals'),
        width: 240,
        cell: (row) => [...new Set(row.signals.map(({ kind }) => t(`kinds.${kind}`)))].join(', '),
      },
      {
        id: 'evidence',
        header: t('evidence'),
        width: 150,
        control: true,
        cell: (row) => (
          <Button size="compact-sm" variant="light" onClick={() => open(row)}>
            {t('show')}
          </Button>
        ),
      },
      {
        id: 'held',
        header: t('held'),
        width: 150,
        align: 'end',
        cell: (row) => <Held review={row} />,
      },
      {
        id: 'commissions',
        header: t('commissions'),
        width: 120,
        align: 'end',
        cell: (row) => row.commissions,
      },
      {
        id: 'opened',
        header: t('opened'),
        width: 190,
        cell: (row) => <Time at={row.opened_at} />,
      },
    ],
    [t, open],
  );
}
