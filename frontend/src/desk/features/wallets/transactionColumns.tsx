/** The columns of everybody's transactions: those of a client's list, whose and where they are. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportedTransactionView } from '@/api/desk/types.gen';
import type { Column } from '@/shared/table/types';
import { useTransactionColumns } from '../../lists/ledger';
import { ClientLink, PersonName } from '../../records/Person';
import { RecordLink } from '../../records/RecordLink';
import { useServers } from '../../records/servers';
import { useWords } from '../../records/words';

type Row = ReportedTransactionView;

export function useReportColumns(): Column<Row>[] {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  const servers = useServers();
  const own = useTransactionColumns();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    const nameOf = (id: string) => servers.find((one) => one.id === id)?.name ?? id;
    const whose: Column<Row> = {
      id: 'client',
      header: label('client'),
      width: 230,
      cell: (row) => <ClientLink client={row.client} />,
    };
    const where: Column<Row> = {
      id: 'server',
      header: label('server'),
      width: 150,
      cell: (row) => (row.server ? nameOf(row.server) : '—'),
    };
    const concerned: Column<Row>[] = [
      {
        id: 'other_client',
        header: t('moves.other_client'),
        width: 210,
        hiddenAtFirst: true,
        cell: (row) => (row.other_client ? <ClientLink client={row.other_client} /> : '—'),
      },
      {
        id: 'request',
        header: label('request'),
        width: 330,
        hiddenAtFirst: true,
        cell: (row) => (row.request_id ? <RecordLink type="request" id={row.request_id} /> : '—'),
      },
      {
        id: 'owner',
        header: label('owner'),
        width: 180,
        hiddenAtFirst: true,
        cell: (row) => row.owner?.name ?? '—',
      },
      {
        id: 'referrer',
        header: label('referrer'),
        width: 210,
        hiddenAtFirst: true,
        cell: (row) => <PersonName person={row.referrer} />,
      },
      {
        id: 'id',
        header: label('id'),
        width: 350,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.id}</bdi>,
      },
    ];
    return (own as Column<Row>[])
      .flatMap((column) => {
        if (column.id === 'kind') return [column, whose];
        return column.id === 'account' ? [column, where] : [column];
      })
      .concat(concerned);
  }, [t, words, servers, own]);
}
