/** Trading accounts of downlines with the money that their servers say is on them. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownlineAccountView, listDownlinesAccounts } from '@/api/portal';
import type { Filter } from '@/shared/table/types';
import { useServerNames } from '../../../records/useServerNames';
import { type ReportColumn, ReportTable } from '../ReportTable';
import { named, numberOf } from '../where';
import { moneyColumn, textColumn, timeColumn } from './columns';

const flag = (text: string | undefined) => (text ? text === 'on' : undefined);

export function AccountsTable() {
  const { t } = useTranslation(['portal-downlines', 'common']);
  const columns = useMemo<ReportColumn<DownlineAccountView>[]>(
    () => [
      textColumn('login', t('columns.login'), (row) => row.login),
      textColumn('server', t('columns.server'), (row) => row.server),
      textColumn('group', t('columns.group'), (row) => row.group, { hiddenAtFirst: true }),
      textColumn('kind', t('columns.kind'), (row) => t(`common:status.${row.kind}`), {
        width: 100,
      }),
      textColumn('leverage', t('columns.leverage'), (row) => `1:${row.leverage}`, { width: 110 }),
      moneyColumn('balance', t('columns.balance'), (row) => row.balance),
      moneyColumn('equity', t('columns.equity'), (row) => row.equity),
      moneyColumn('margin', t('columns.margin'), (row) => row.margin),
      textColumn('sign_in', t('columns.sign_in'), (row) => t(row.may_sign_in ? 'on' : 'off'), {
        width: 110,
      }),
      textColumn('trade', t('columns.trade'), (row) => t(row.may_trade ? 'on' : 'off'), {
        width: 110,
      }),
      timeColumn('at', t('columns.opened'), (row) => row.opened_at),
    ],
    [t],
  );
  return (
    <ReportTable
      name="accounts"
      columns={columns}
      filters={useFilters()}
      isNamed
      rowKey={(row) => row.id}
      load={({ filters, cursor, limit }, signal) =>
        listDownlinesAccounts({
          query: {
            ...named(filters),
            server: filters.server,
            login: numberOf(filters.login),
            kind: filters.kind === 'live' || filters.kind === 'demo' ? filters.kind : undefined,
            may_sign_in: flag(filters.sign_in),
            may_trade: flag(filters.trade),
            cursor,
            limit,
          },
          signal,
        })
      }
    />
  );
}

function useFilters(): Filter[] {
  const { t } = useTranslation(['portal-downlines', 'common']);
  const kinds = ['live', 'demo'].map((one) => ({ value: one, label: t(`common:status.${one}`) }));
  const onOff = ['on', 'off'].map((one) => ({ value: one, label: t(one) }));
  const servers = useServerNames();
  return [
    { kind: 'search', id: 'login', label: t('columns.login') },
    { kind: 'choice', id: 'server', label: t('columns.server'), options: servers },
    { kind: 'choice', id: 'kind', label: t('columns.kind'), options: kinds },
    { kind: 'choice', id: 'sign_in', label: t('columns.sign_in'), options: onOff },
    { kind: 'choice', id: 'trade', label: t('columns.trade'), options: onOff },
  ];
}
