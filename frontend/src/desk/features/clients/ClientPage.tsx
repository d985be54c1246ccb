/** Everything about one client, in tabs; each tab is there for those who may read it. */
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Loaded } from '@/shared/ui/Loaded';
import { LinesSkeleton, PageSkeleton } from '@/shared/ui/skeletons';
import type { Client } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import { ClientHeader } from './ClientHeader';
import classes from './ClientPage.module.css';
import { OverviewTab } from './OverviewTab';

// Each tab's code comes with its first opening: most visits end on the first one.
const lists = () => import('./tabs');
const AccountsTab = lazy(() =>
  import('./AccountsTab').then((one) => ({ default: one.AccountsTab })),
);
const RequestsTab = lazy(() => lists().then((one) => ({ default: one.RequestsTab })));
const LoginsTab = lazy(() => lists().then((one) => ({ default: one.LoginsTab })));
const AuditTab = lazy(() => import('./AuditTab').then((one) => ({ default: one.AuditTab })));
const KycTab = lazy(() => import('./KycTab').then((one) => ({ default: one.KycTab })));
const ReferralTab = lazy(() =>
  import('./ReferralTab').then((one) => ({ default: one.ReferralTab })),
);
const CommissionsTab = lazy(() =>
  import('./CommissionsTab').then((one) => ({ default: one.CommissionsTab })),
);
const CommentsTab = lazy(() =>
  import('./CommentsTab').then((one) => ({ default: one.CommentsTab })),
);
const MailsTab = lazy(() => import('./MailsTab').then((one) => ({ default: one.MailsTab })));
const WalletsTab = lazy(() => import('./WalletsTab').then((one) => ({ default: one.WalletsTab })));
const DetailsTab = lazy(() => import('./DetailsTab').then((one) => ({ default: one.DetailsTab })));
const TicketsTab = lazy(() => import('./TicketsTab').then((one) => ({ default: one.TicketsTab })));
const TasksTab = lazy(() => import('./TasksTab').then((one) => ({ default: one.TasksTab })));
const TransactionsTab = lazy(() =>
  import('./TransactionsTab').then((one) => ({ default: one.TransactionsTab })),
);
const RegistrationTab = lazy(() =>
  import('./RegistrationTab').then((one) => ({ default: one.RegistrationTab })),
);
const StatementTab = lazy(() =>
  import('./StatementTab').then((one) => ({ default: one.StatementTab })),
);

export default function ClientPage() {
  const { clientId = '' } = useParams({ strict: false }) as { clientId?: string };
  const client = useQuery(useRead<Client>(`/api/desk/clients/${clientId}`));
  return (
    <Loaded query={client} skeleton={<PageSkeleton />}>
      {(one) => <ClientSheet key={one.id} client={one} />}
    </Loaded>
  );
}

interface Tab {
  id: string;
  label: string;
  /** What it takes to see it; anybody who may read clients when absent. */
  permission?: string;
  content: (client: Client) => ReactNode;
}

function useTabs(): Tab[] {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const tabs: Tab[] = [
    {
      id: 'overview',
      label: t('tabs.overview'),
      content: (client) => <OverviewTab client={client} />,
    },
    {
      id: 'kyc',
      label: t('tabs.kyc'),
      permission: 'read_kyc',
      content: ({ id }) => <KycTab clientId={id} />,
    },
    {
      id: 'registration',
      label: t('tabs.registration'),
      content: (client) => <RegistrationTab client={client} />,
    },
    {
      id: 'accounts',
      label: t('tabs.accounts'),
      permission: 'read_accounts',
      content: ({ id }) => <AccountsTab clientId={id} />,
    },
    {
      id: 'wallets',
      label: t('tabs.wallets'),
      permission: 'read_wallets',
      content: (client) => <WalletsTab client={client} />,
    },
    {
      id: 'transactions',
      label: t('tabs.transactions'),
      permission: 'read_transactions',
      content: ({ id }) => <TransactionsTab clientId={id} />,
    },
    {
      id: 'statement',
      label: t('tabs.statement'),
      permission: 'read_wallets',
      content: ({ id }) => <StatementTab clientId={id} />,
    },
    {
      id: 'requests',
      label: t('tabs.requests'),
      permission: 'read_requests',
      content: ({ id }) => <RequestsTab clientId={id} />,
    },
    {
      id: 'details',
      label: t('tabs.details'),
      content: ({ id }) => <DetailsTab clientId={id} />,
    },
    {
      id: 'tickets',
      label: t('tabs.tickets'),
      content: (client) => <TicketsTab client={client} />,
    },
    {
      id: 'tasks',
      label: t('tabs.tasks'),
      permission: 'read_tasks',
      content: (client) => <TasksTab client={client} />,
    },
    { id: 'logins', label: t('tabs.logins'), content: ({ id }) => <LoginsTab clientId={id} /> },
    {
      id: 'mails',
      label: t('tabs.mails'),
      permission: 'read_mail_log',
      content: ({ id }) => <MailsTab clientId={id} />,
    },
    {
      id: 'audit',
      label: t('tabs.audit'),
      permission: 'read_audit',
      content: ({ id }) => <AuditTab clientId={id} />,
    },
    {
      id: 'referral',
      label: t('tabs.referral'),
      content: (client) => <ReferralTab client={client} />,
    },
    {
      id: 'commissions',
      label: t('tabs.commissions'),
      permission: 'read_commissions',
      content: ({ id }) => <CommissionsTab clientId={id} />,
    },
    {
      id: 'comments',
      label: t('tabs.comments'),
      content: ({ id }) => <CommentsTab clientId={id} />,
    },
  ];
  return tabs.filter(({ permission }) => !permission || can(permission));
}

/** On a narrow screen the bar scrolls sideways: the tab that is open is never out of sight. */
function useInSight(tab: string | undefined) {
  const bar = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab is what it waits for
  useEffect(() => {
    const open = bar.current?.querySelector('[aria-selected="true"]');
    open?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }, [tab]);
  return bar;
}

function ClientSheet({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const tabs = useTabs();
  const [search, change] = useSearchTexts();
  const shown = tabs.find(({ id }) => id === search.tab) ?? tabs[0];
  const bar = useInSight(shown?.id);
  return (
    <>
      <ClientHeader client={client} />
      <Tabs
        value={shown?.id}
        onChange={(id) => change({ tab: id === 'overview' ? undefined : (id ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List ref={bar} className={classes.tabs} aria-label={t('tabs.label')}>
          {tabs.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ id, content }) => (
          <Tabs.Panel key={id} value={id} pt="md">
            <Suspense fallback={<LinesSkeleton />}>{content(client)}</Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
