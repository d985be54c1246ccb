/** One trading account: its figures, what it holds, what it has traded. */
import { Anchor, Button, Tabs } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { FactList } from '@/shared/ui/FactList';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { RestrictedChips } from '@/shared/ui/RestrictedChips';
import { StatusChip } from '@/shared/ui/StatusChip';
import { LinesSkeleton, PageSkeleton } from '@/shared/ui/skeletons';
import { Leverage } from '../../records/AccountCard';
import { type Account, canTransfer } from '../../records/accounts';
import { useAccount } from '../../records/queries';
import { AccountChanges } from './AccountChanges';
import { AccountFigures } from './AccountFigures';
import classes from './accounts.module.css';
import { PositionsTable } from './PositionsTable';

const DealsTable = lazy(() => import('./DealsTable').then((one) => ({ default: one.DealsTable })));

export default function AccountPage() {
  const { accountId = '' } = useParams({ strict: false });
  const account = useAccount(accountId);
  return (
    <Loaded query={account} skeleton={<PageSkeleton />}>
      {(found) => <Content account={found} />}
    </Loaded>
  );
}

function Content({ account }: { account: Account }) {
  const { t } = useTranslation('portal-accounts');
  const { language } = useLanguage();
  const transfer = canTransfer(account) ? (
    <Button
      component={Link}
      to={`/funds/transfer?account=${account.id}`}
      leftSection={<IconArrowsExchange size={17} aria-hidden />}
    >
      {t('one.transfer')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title={t('one.title', { login: String(account.login) })}
        subtitle={t('one.subtitle', {
          account_type: pickText(account.account_type, language),
          server: account.server.name,
        })}
        marks={
          <>
            <StatusChip status={account.kind} />
            <StatusChip status={account.status} />
            <RestrictedChips account={account} />
          </>
        }
        actions={transfer}
      />
      <Sections>
        <AccountFigures account={account} />
        <About account={account} />
        <AccountChanges account={account} />
        <Tabs defaultValue="positions" keepMounted={false}>
          <Tabs.List className={classes.tabs}>
            <Tabs.Tab value="positions">{t('one.positions')}</Tabs.Tab>
            <Tabs.Tab value="deals">{t('one.deals')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="positions">
            <PositionsTable account={account} />
          </Tabs.Panel>
          <Tabs.Panel value="deals">
            <Suspense fallback={<LinesSkeleton />}>
              <DealsTable accountId={account.id} />
            </Suspense>
          </Tabs.Panel>
        </Tabs>
      </Sections>
    </>
  );
}

function Copied({ value, label }: { value: string; label: string }) {
  return (
    <>
      <bdi>{value}</bdi> <CopyButton value={value} label={label} />
    </>
  );
}

function About({ account }: { account: Account }) {
  const { t } = useTranslation('portal-accounts');
  return (
    <Panel title={t('one.about')}>
      <FactList
        facts={[
          {
            label: t('one.login'),
            value: <Copied value={String(account.login)} label={t('one.copy_login')} />,
          },
          {
            label: t('one.server'),
            value: <Copied value={account.server.name} label={t('one.copy_server')} />,
          },
          { label: t('one.platform'), value: account.server.platform.toUpperCase() },
          { label: t('one.currency'), value: account.currency },
          { label: t('one.leverage'), value: <Leverage value={account.leverage} /> },
          { label: t('one.opened'), value: <Time at={account.opened_at} /> },
          ...(account.is_self_rebate
            ? [
                {
                  label: t('one.rebate'),
                  value: (
                    <Anchor component={Link} to="/commissions" inherit>
                      {t('one.rebate_yours')}
                    </Anchor>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
