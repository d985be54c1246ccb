/** The client's trading accounts, live ones first. */
import { Button } from '@mantine/core';
import { IconChartCandle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Cards } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { AccountCard } from '../../records/AccountCard';
import { useAccounts } from '../../records/queries';
import classes from './dashboard.module.css';

const SHOWN = 6;

export function AccountsPart() {
  const { t } = useTranslation('portal-dashboard');
  const accounts = useAccounts();
  return (
    <section aria-labelledby="dashboard-accounts">
      <div className={classes.head}>
        <h2 id="dashboard-accounts" className={classes.title}>
          {t('accounts')}
        </h2>
        <Link to="/accounts" className={classes.all}>
          {t('all_accounts')}
        </Link>
      </div>
      <Loaded query={accounts} skeleton={<FiguresSkeleton count={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <NoAccount />
          ) : (
            <Cards>
              {[...items]
                .sort((one, other) => Number(one.kind === 'demo') - Number(other.kind === 'demo'))
                .slice(0, SHOWN)
                .map((account) => (
                  <AccountCard key={account.id} account={account} />
                ))}
            </Cards>
          )
        }
      </Loaded>
    </section>
  );
}

function NoAccount() {
  const { t } = useTranslation('portal-dashboard');
  return (
    <Panel>
      <EmptyState
        icon={IconChartCandle}
        title={t('no_account')}
        hint={t('no_account_hint')}
        action={
          <Button component={Link} to="/accounts/new">
            {t('new_account')}
          </Button>
        }
      />
    </Panel>
  );
}
