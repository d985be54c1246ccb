/** Every completed movement of the clients one may see, with sums and a file. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportedTransactionView, TransactionSumsView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { type SumPart, SumsInParts } from '@/shared/money/SumsInParts';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';
import { useTableState } from '@/shared/table/useTableState';
import { useZone } from '@/shared/time/zone';
import { Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { ExportButton } from '../../lists/ExportButton';
import { TRANSACTION_KINDS } from '../../lists/ledger';
import { useOwnerFilter } from '../../records/choices';
import { withMoments } from '../../records/period';
import { useServerChoices } from '../../records/servers';
import { useList } from '../../records/useList';
import { useChoices, useWords } from '../../records/words';
import { useReportColumns } from './transactionColumns';

const PATH = '/api/desk/transactions';

const asPart = ({ movements, sums, next_cursor }: TransactionSumsView): SumPart => ({
  read: movements,
  lines: sums,
  next_cursor,
});

function useFilters(): Filter[] {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  const kinds = useChoices('transaction', TRANSACTION_KINDS);
  const servers = useServerChoices();
  const owners = useOwnerFilter();
  return useMemo(
    () => [
      { kind: 'search', id: 'q', label: t('moves.find') },
      { kind: 'period', id: 'period', label: t('moves.period') },
      { kind: 'choice', id: 'kind', label: words('fact', 'type'), options: kinds },
      {
        kind: 'choice',
        id: 'touched',
        label: t('moves.touched'),
        options: [
          { value: 'wallet', label: t('moves.in_wallet') },
          { value: 'account', label: t('moves.on_account') },
        ],
      },
      { kind: 'choice', id: 'server', label: words('fact', 'server'), options: servers },
      { kind: 'choice', id: 'owner', label: words('fact', 'owner'), options: owners },
      { kind: 'search', id: 'login', label: words('fact', 'login') },
      { kind: 'search', id: 'currency', label: words('fact', 'currency') },
      { kind: 'search', id: 'least', label: t('moves.least') },
      { kind: 'search', id: 'most', label: t('moves.most') },
      { kind: 'search', id: 'referrer', label: t('moves.referrer') },
      { kind: 'search', id: 'id', label: t('moves.id') },
    ],
    [t, words, kinds, servers, owners],
  );
}

export default function TransactionsPage() {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  const api = useApi();
  const { zone } = useZone();
  const filters = useFilters();
  const { filters: set } = useTableState(filters, 'address');
  const load = useList<ReportedTransactionView>(PATH);
  return (
    <>
      <PageHeader title={t('moves.title')} subtitle={t('moves.subtitle')} />
      <Sections>
        <SumsInParts
          queryKey={['desk', 'transactions', set, zone]}
          load={async (cursor, signal) => {
            const query = { ...withMoments(set, zone), cursor };
            return asPart(await api.get<TransactionSumsView>(`${PATH}/sums`, { query, signal }));
          }}
          words={{
            ask: t('moves.sums.ask'),
            title: t('moves.sums.title'),
            nothing: t('moves.sums.nothing'),
            progress: (count, shown) => t('moves.sums.progress', { count, shown }),
            kind: (kind) => words('transaction', kind),
            counted: (count) => t('moves.counted', { count }),
          }}
        />
        <DataTable
          id="desk.transactions"
          label={t('moves.title')}
          columns={useReportColumns()}
          filters={filters}
          rowKey={(row) => `${row.id} ${row.client.id}`}
          rowHref={(row) => `/entries/${row.entry_id}`}
          queryKey={['desk', 'transactions', zone]}
          load={(query, signal) =>
            load({ ...query, filters: withMoments(query.filters, zone) }, signal)
          }
          actions={<ExportButton kind="transactions" filters={filters} />}
          empty={{ title: t('moves.none'), hint: t('moves.none_hint') }}
        />
      </Sections>
    </>
  );
}
