/** Payouts through providers: what waits for a second person, what is under way, what has ended. */
import { Anchor, Button, Modal, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PayoutView } from '@/api/desk/types.gen';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { useList } from '../../records/useList';
import { CoinPayout } from './CoinPayout';
import { PAYOUTS, PAYOUTS_PATH, TONES } from './payouts';

const POLL_MS = 20_000;
const SHELVES = ['waiting', 'under_way', 'ended'] as const;

function useColumns(onOpen: (row: PayoutView) => void): Column<PayoutView>[] {
  const { t } = useTranslation('desk-approvals');
  const { language } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'amount',
        header: t('coins.amount'),
        width: 140,
        align: 'end',
        pinned: true,
        card: 'title',
        cell: (row) => <Amount value={row.amount} />,
      },
      {
        id: 'stage',
        header: t('coins.stage'),
        width: 190,
        card: 'mark',
        cell: (row) => <Chip tone={TONES[row.stage]}>{t(`coins.stages.${row.stage}`)}</Chip>,
      },
      {
        id: 'client',
        header: t('coins.client'),
        width: 220,
        cell: (row) => (
          <Anchor component={Link} to={`/approvals/${row.withdrawal_id}`} inherit>
            <bdi>{row.client.name}</bdi>
          </Anchor>
        ),
      },
      {
        id: 'method',
        header: t('coins.method'),
        width: 130,
        cell: (row) => <bdi>{pickText(row.method, language)}</bdi>,
      },
      {
        id: 'created_at',
        header: t('coins.approved_at'),
        width: 190,
        cell: (row) => <Time at={row.created_at} />,
      },
      {
        id: 'open',
        header: t('coins.action'),
        width: 130,
        control: true,
        cell: (row) => (
          <Button variant="default" size="compact-sm" onClick={() => onOpen(row)}>
            {t('coins.open')}
          </Button>
        ),
      },
    ],
    [t, language, onOpen],
  );
}

export default function PayoutsPage() {
  const { t } = useTranslation('desk-approvals');
  const [{ list = 'waiting' }, change] = useSearchTexts();
  const [opened, setOpened] = useState<PayoutView | null>(null);
  const columns = useColumns(setOpened);
  const close = () => setOpened(null);
  return (
    <>
      <PageHeader
        title={t('coins.title')}
        subtitle={t('coins.subtitle')}
        actions={
          <SegmentedControl
            aria-label={t('coins.list')}
            value={list}
            onChange={(next) => change({ list: next === 'waiting' ? undefined : next })}
            data={SHELVES.map((value) => ({ value, label: t(`coins.shelf.${value}`) }))}
          />
        }
      />
      <DataTable
        id="desk.payouts"
        label={t('coins.title')}
        columns={columns}
        rowKey={(row) => row.withdrawal_id}
        queryKey={[...PAYOUTS, list]}
        pollMs={POLL_MS}
        load={useList<PayoutView>(PAYOUTS_PATH, { shelf: list })}
        empty={{ title: t('coins.empty'), hint: t('coins.empty_hint') }}
      />
      <Modal
        opened={opened !== null}
        onClose={close}
        size="lg"
        title={
          opened ? (
            <>
              {t('coins.panel')} · <bdi>{opened.client.name}</bdi>
            </>
          ) : null
        }
      >
        {opened ? <CoinPayout id={opened.withdrawal_id} onDone={close} /> : null}
      </Modal>
    </>
  );
}
