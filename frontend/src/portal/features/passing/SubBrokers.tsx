/** The brokers directly below, with what each is passed; opening one changes it. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listSubBrokers,
  type PassingLimitsView,
  type PassingRateView,
  type SubBrokerView,
} from '@/api/portal';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';

const ShareDialog = lazy(() =>
  import('./ShareDialog').then((one) => ({ default: one.ShareDialog })),
);

interface SubBrokersProps {
  limits: PassingLimitsView;
  rates: readonly PassingRateView[];
}

export function SubBrokers(props: SubBrokersProps) {
  const { t } = useTranslation('portal-passing');
  const [chosen, setChosen] = useState<SubBrokerView | null>(null);
  return (
    <>
      <DataTable
        id="portal.sub-brokers"
        label={t('sub_brokers')}
        columns={useColumns()}
        rowKey={(row) => row.client_id}
        onOpen={setChosen}
        queryKey={['portal', 'sub-brokers']}
        load={({ cursor, limit }, signal) => listSubBrokers({ query: { cursor, limit }, signal })}
        empty={{ title: t('nobody'), hint: t('nobody_hint') }}
      />
      {chosen ? (
        <Suspense>
          <ShareDialog {...props} to={chosen} onClose={() => setChosen(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

function useColumns(): Column<SubBrokerView>[] {
  const { t } = useTranslation('portal-passing');
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('sub_broker'),
        width: 240,
        pinned: true,
        card: 'title',
        cell: (row) => (
          <span>
            <bdi>{row.name}</bdi> <bdi>{row.client_id}</bdi>
          </span>
        ),
      },
      {
        id: 'percent',
        header: t('percent'),
        width: 150,
        align: 'end',
        card: 'mark',
        cell: (row) => <bdi dir="ltr">{row.percent} %</bdi>,
      },
      {
        id: 'since',
        header: t('since'),
        width: 190,
        cell: (row) => (row.since ? <Time at={row.since} /> : '—'),
      },
      {
        id: 'own',
        header: t('note'),
        width: 220,
        cell: (row) => (row.has_own ? <Chip tone="info">{t('has_own')}</Chip> : '—'),
      },
    ],
    [t],
  );
}
