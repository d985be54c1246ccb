/** Moving money between the wallet and a trading account. */
import { Button } from '@mantine/core';
import { IconChartCandle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { useAccounts, useWallets } from '../../records/queries';
import { TransferForm } from './TransferForm';
import { accountsFor } from './transfer';

export default function TransferPage() {
  const { t } = useTranslation('portal-transfers');
  const wallets = useWallets();
  const accounts = useAccounts('live');
  const skeleton = <FormSkeleton fields={3} />;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Split>
        <Panel>
          <Loaded query={wallets} skeleton={skeleton} anew>
            {({ items: found }) => (
              <Loaded query={accounts} skeleton={skeleton} anew>
                {({ items }) =>
                  accountsFor(items, found).length > 0 ? (
                    <TransferForm wallets={found} accounts={accountsFor(items, found)} />
                  ) : (
                    <NoAccount />
                  )
                }
              </Loaded>
            )}
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}

function NoAccount() {
  const { t } = useTranslation('portal-transfers');
  return (
    <EmptyState
      icon={IconChartCandle}
      title={t('none')}
      hint={t('none_hint')}
      action={
        <Button component={Link} to="/accounts/new">
          {t('open_account')}
        </Button>
      }
    />
  );
}
