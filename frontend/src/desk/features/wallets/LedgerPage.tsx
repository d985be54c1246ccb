/** The broker's own side: house accounts, and whether the books agree with themselves. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Sideways } from '@/shared/ui/Sideways';
import type { HouseAccount, Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { InvariantsPanel } from './InvariantsPanel';
import classes from './wallets.module.css';

export default function LedgerPage() {
  const { t } = useTranslation('desk-wallets');
  const can = useCan();
  return (
    <div className={classes.page}>
      <PageHeader title={t('ledger.title')} subtitle={t('ledger.subtitle')} />
      {can('read_invariants') ? <InvariantsPanel /> : null}
      {can('read_ledger') ? <HouseAccounts /> : null}
    </div>
  );
}

function HouseAccounts() {
  const { t } = useTranslation('desk-wallets');
  const accounts = useQuery(useRead<Items<HouseAccount>>('/api/desk/house-accounts'));
  return (
    <Panel title={t('house.title')}>
      <p className={classes.soft}>{t('house.hint')}</p>
      <Loaded query={accounts}>
        {({ items }) =>
          items.length === 0 ? <EmptyState title={t('house.empty')} /> : <Table items={items} />
        }
      </Loaded>
    </Panel>
  );
}

function Table({ items }: { items: HouseAccount[] }) {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  return (
    <Sideways label={t('house.title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('ledger_account')}</th>
            <th scope="col">{words('fact', 'currency')}</th>
            <th scope="col" className={classes.end}>
              {words('fact', 'balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ account, currency, balance }) => (
            <tr key={`${account}-${currency}`}>
              <td>
                {words('ledger', account.split(':')[0] ?? account)}{' '}
                <bdi className={classes.code}>{account}</bdi>
              </td>
              <td>{currency}</td>
              <td className={classes.end}>
                <Amount value={balance} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
