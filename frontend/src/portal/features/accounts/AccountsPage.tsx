/** The client's trading accounts, live and demo apart, with figures that renew themselves. */
import { Button, Group, Tabs } from '@mantine/core';
import { IconChartCandle, IconLink, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Cards } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { AccountCard } from '../../records/AccountCard';
import { type AccountKind, useAccounts } from '../../records/queries';
import classes from './accounts.module.css';

const KINDS: readonly AccountKind[] = ['live', 'demo'];

export default function AccountsPage() {
  const { t } = useTranslation('portal-accounts');
  const [search, change] = useSearchTexts();
  const kind = search.kind === 'demo' ? 'demo' : 'live';
  const open = (
    <Group gap="sm">
      <Button
        component={Link}
        to="/accounts/bind"
        variant="default"
        leftSection={<IconLink size={17} aria-hidden />}
      >
        {t('list.bind')}
      </Button>
      <Button component={Link} to="/accounts/new" leftSection={<IconPlus size={17} aria-hidden />}>
        {t('list.open')}
      </Button>
    </Group>
  );
  return (
    <>
      <PageHeader title={t('list.title')} subtitle={t('list.subtitle')} actions={open} />
      <Tabs
        value={kind}
        onChange={(next) => change({ kind: next === 'demo' ? 'demo' : undefined })}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabs}>
          {KINDS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`list.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {KINDS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <List kind={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function List({ kind }: { kind: AccountKind }) {
  const { t } = useTranslation('portal-accounts');
  const accounts = useAccounts(kind);
  return (
    <Loaded query={accounts} skeleton={<FiguresSkeleton count={3} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Panel>
            <EmptyState
              icon={IconChartCandle}
              title={t(`list.no_${kind}`)}
              hint={t('list.no_hint')}
              action={
                <Button component={Link} to={`/accounts/new?kind=${kind}`}>
                  {t('list.open')}
                </Button>
              }
            />
          </Panel>
        ) : (
          <Cards>
            {items.map((account) => (
              <AccountCard key={account.id} account={account} level={2} />
            ))}
          </Cards>
        )
      }
    </Loaded>
  );
}
