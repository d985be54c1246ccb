/** One trading account: live figures, what is open, what was done. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { pollEvery } from '@/shared/api/queryClient';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Freshness } from '@/shared/ui/Freshness';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { RestrictedChips } from '@/shared/ui/RestrictedChips';
import { StatusChip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { Why } from '@/shared/ui/Why';
import { ClientLink } from '../../records/Person';
import { Reconciled } from '../../records/Reconciled';
import type { Account } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { AccountActions } from './AccountActions';
import classes from './AccountPage.module.css';
import { MoneyMenu } from './MoneyMenu';
import { PlatformPanel } from './PlatformPanel';
import { RebatePanel } from './RebatePanel';
import { OrdersTable, PositionsTable } from './TradesTables';
import { UsesPanel } from './UsesPanel';

const DealsTable = lazy(() => import('./DealsTable').then((one) => ({ default: one.DealsTable })));
const OperationsTable = lazy(() =>
  import('./OperationsTable').then((one) => ({ default: one.OperationsTable })),
);

const POLL_MS = 5_000;
const TABS = ['positions', 'orders', 'trades', 'money', 'operations'] as const;

type Tab = (typeof TABS)[number];

export default function AccountPage() {
  const { accountId = '' } = useParams({ strict: false }) as { accountId?: string };
  const account = useQuery({
    ...useRead<Account>(`/api/desk/accounts/${accountId}`),
    refetchInterval: pollEvery(POLL_MS),
  });
  return (
    <Loaded query={account} skeleton={<PageSkeleton />}>
      {(one) => <AccountSheet account={one} />}
    </Loaded>
  );
}

function AccountSheet({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const [search, change] = useSearchTexts();
  const shown = TABS.find((one) => one === search.tab) ?? 'positions';
  const show = (tab: string) => change({ tab: tab === 'positions' ? undefined : tab });
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('one', { login: account.login })}
        marks={
          <>
            <StatusChip status={account.kind} />
            <StatusChip status={account.status} />
            <RestrictedChips account={account} />
          </>
        }
        subtitle={<ClientLink client={account.client} />}
        actions={
          <>
            <MoneyMenu account={account} onSent={() => show('operations')} />
            <AccountActions account={account} />
          </>
        }
      />
      <Figures account={account} />
      <Facts account={account} />
      <Reconciled of={`/api/desk/accounts/${account.id}`} />
      <UsesPanel account={account} />
      {account.kind === 'live' ? <RebatePanel account={account} /> : null}
      {account.status === 'unbound' ? null : <PlatformPanel account={account} />}
      <div className={classes.switch}>
        <SegmentedControl
          aria-label={t('books')}
          value={shown}
          onChange={show}
          data={TABS.map((tab) => ({ value: tab, label: t(tab) }))}
        />
      </div>
      <Suspense fallback={<PageSkeleton />}>
        <Books account={account} shown={shown} />
      </Suspense>
    </div>
  );
}

function Books({ account, shown }: { account: Account; shown: Tab }) {
  if (shown === 'positions') return <PositionsTable account={account} />;
  if (shown === 'orders') return <OrdersTable accountId={account.id} />;
  if (shown === 'operations') return <OperationsTable accountId={account.id} />;
  return <DealsTable key={shown} accountId={account.id} kind={shown} />;
}

function Figures({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const { figures } = account;
  if (!figures) {
    return (
      <Panel>
        <span className={classes.soft}>{t('no_figures')}</span>
      </Panel>
    );
  }
  const label = (code: string) => words('fact', code);
  return (
    <section className={classes.figures} aria-label={t('figures')}>
      <FigureRow>
        <FigureCard
          label={label('equity')}
          value={<Amount value={figures.equity} />}
          why={
            <Why about={label('equity')}>
              <FactList
                facts={[
                  { label: label('balance'), value: <Amount value={figures.balance} /> },
                  { label: label('credit'), value: <Amount value={figures.credit} signed /> },
                  { label: label('floating'), value: <Amount value={figures.floating} signed /> },
                  {
                    label: label('equity'),
                    value: <Amount value={figures.equity} />,
                    strong: true,
                  },
                ]}
              />
            </Why>
          }
        />
        <FigureCard label={label('balance')} value={<Amount value={figures.balance} />} />
        <FigureCard label={label('floating')} value={<Amount value={figures.floating} signed />} />
        <FigureCard label={label('margin')} value={<Amount value={figures.margin} />} />
        <FigureCard label={label('free_margin')} value={<Amount value={figures.free_margin} />} />
      </FigureRow>
      <Freshness at={figures.as_of} stale={figures.stale} />
    </section>
  );
}

function Facts({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const label = (code: string) => words('fact', code);
  return (
    <Panel title={t('facts')}>
      <div className={classes.facts}>
        <FactList
          facts={[
            { label: label('server'), value: account.server.name },
            { label: label('platform'), value: account.server.platform.toUpperCase() },
            { label: label('account_type'), value: account.account_type.en ?? '—' },
            { label: label('group'), value: <bdi>{account.group}</bdi> },
          ]}
        />
        <FactList
          facts={[
            { label: label('currency'), value: account.currency },
            { label: label('leverage'), value: <bdi dir="ltr">{`1:${account.leverage}`}</bdi> },
            { label: label('opened_at'), value: <Time at={account.opened_at} /> },
          ]}
        />
      </div>
    </Panel>
  );
}
