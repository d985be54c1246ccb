/** One wallet: what it holds, and every line that made it so. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { Why } from '@/shared/ui/Why';
import { useWalletLineColumns } from '../../lists/ledger';
import { ClientLink } from '../../records/Person';
import { Reconciled } from '../../records/Reconciled';
import type { Client, Items, Wallet, WalletLine } from '../../records/types';
import { useList, useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import classes from './wallets.module.css';

export default function WalletPage() {
  const { t } = useTranslation('desk-wallets');
  const { clientId = '', currency = '' } = useParams({ strict: false }) as {
    clientId?: string;
    currency?: string;
  };
  const can = useCan();
  const path = `/api/desk/clients/${clientId}`;
  const client = useQuery({ ...useRead<Client>(path), enabled: can('read_clients') });
  const wallets = useQuery(useRead<Items<Wallet>>(`${path}/wallets`));
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('one', { currency })}
        subtitle={client.data ? <ClientLink client={client.data} /> : <bdi>{clientId}</bdi>}
      />
      <Loaded query={wallets} skeleton={<FiguresSkeleton count={3} />}>
        {({ items }) => <Figures wallet={items.find((one) => one.currency === currency)} />}
      </Loaded>
      <Reconciled of={path} />
      <DataTable
        id="desk.wallet.lines"
        label={t('lines')}
        columns={useWalletLineColumns()}
        rowKey={(row) => row.id}
        rowHref={(row) => `/entries/${row.entry_id}`}
        queryKey={['desk', 'wallet-lines', clientId, currency]}
        load={useList<WalletLine>(`${path}/wallets/${currency}/entries`)}
        empty={{ title: t('no_lines') }}
      />
    </div>
  );
}

function Figures({ wallet }: { wallet: Wallet | undefined }) {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  if (!wallet) {
    return (
      <Panel>
        <EmptyState title={t('none')} />
      </Panel>
    );
  }
  const label = (code: string) => words('fact', code);
  const why = (
    <Why about={label('available')}>
      <FactList
        facts={[
          { label: label('balance'), value: <Amount value={wallet.balance} /> },
          { label: label('held'), value: <Amount value={wallet.held} /> },
          { label: label('available'), value: <Amount value={wallet.available} />, strong: true },
        ]}
      />
    </Why>
  );
  return (
    <FigureRow>
      <FigureCard
        label={label('available')}
        why={why}
        value={<Amount value={wallet.available} />}
      />
      <FigureCard label={label('held')} value={<Amount value={wallet.held} />} />
      <FigureCard label={label('balance')} value={<Amount value={wallet.balance} />} />
    </FigureRow>
  );
}
