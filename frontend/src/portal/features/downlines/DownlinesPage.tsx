/** Whom the client has brought: how many, what they paid in, who they are and what they have. */
import { Button, Tabs } from '@mantine/core';
import { IconBinaryTree } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { DownlinesTable } from './DownlinesTable';
import classes from './downlines.module.css';
import { Overview } from './Overview';
import { PaidIn } from './PaidIn';
import { AccountsTable } from './tables/AccountsTable';
import { WalletsTable } from './tables/WalletsTable';
import { useTab } from './useTab';

const TABS = { list: DownlinesTable, accounts: AccountsTable, wallets: WalletsTable } as const;
const NAMES = ['list', 'accounts', 'wallets'] as const;

export default function DownlinesPage() {
  const { t } = useTranslation('portal-downlines');
  const [tab, open] = useTab(NAMES);
  const [search] = useSearchTexts();
  const Table = TABS[tab];
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <Button
            component={Link}
            to="/clients/tree"
            variant="default"
            leftSection={<IconBinaryTree size={17} aria-hidden />}
          >
            {t('tree.open')}
          </Button>
        }
      />
      {search.of ? null : (
        <Sections>
          <Overview />
          <PaidIn />
        </Sections>
      )}
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List className={classes.tabs}>
          {NAMES.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`reports.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Table />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
