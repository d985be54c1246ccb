/** What the file of a list of commissions has: everything that the list can show. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketOf } from './keys';
import { useRateText } from './parts';
import { useWhy } from './state';
import type { ListedCommission } from './types';

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

export function useCommissionDownload(name: string) {
  const { t } = useTranslation('commissions');
  const why = useWhy();
  const rates = useRateText();
  return useMemo(() => {
    const column = (id: string, text: (row: ListedCommission) => string | null) => ({
      header: t(`columns.${id}`),
      text: (row: ListedCommission) => text(row) ?? '',
    });
    return {
      name,
      columns: [
        column('deal', ticketOf),
        column('server', (row) => row.server_name),
        column('opened_at', (row) => row.opened_at),
        column('closed_at', (row) => row.closed_at),
        column('symbol', (row) => row.symbol),
        column('lots', (row) => row.lots),
        column('profit', (row) => row.profit?.amount ?? null),
        column('profit_currency', (row) => row.profit?.currency ?? null),
        column('kind', (row) => t(`kinds.${row.kind}`)),
        column('components', (row) =>
          row.parts
            .map(({ component, amount }) => `${t(`components.${component}`)} ${amount.amount}`)
            .join('; '),
        ),
        column('passed_by', (row) => row.parts.flatMap((one) => one.giver_id ?? []).join(' ')),
        column('rebate', (row) => (row.rebate ? t(`rebates.${row.rebate}`) : null)),
        column('rates', (row) => plain(rates(row))),
        column('amount', (row) => row.amount?.amount ?? null),
        column('currency', (row) => row.amount?.currency ?? null),
        column('destination', (row) =>
          row.destination ? t(`destinations.${row.destination}`) : null,
        ),
        column('state', (row) => t(`states.${row.state}`)),
        column('why', why),
        column('client', (row) => row.client_id),
        column('client_name', (row) => row.client_name),
        column('level', (row) => String(row.level)),
        column('login', (row) => (row.login === null ? null : String(row.login))),
        column('paid_at', (row) => row.paid_at),
      ],
    };
  }, [t, why, rates, name]);
}
