/** Moving money between the wallet and a trading account. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconChartCandle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WalletView } from '@/api/portal';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import type { Account } from '../../records/accounts';
import { useAccounts, useWallets } from '../../records/queries';
import { ConvertForm } from './ConvertForm';
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
                {({ items }) => <Choice wallets={found} accounts={accountsFor(items, found)} />}
              </Loaded>
            )}
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}

interface ChoiceProps {
  wallets: readonly WalletView[];
  accounts: readonly Account[];
}

/** With a trading account, or between one's wallets where there are two. */
function Choice({ wallets, accounts }: ChoiceProps) {
  const { t } = useTranslation('portal-transfers');
  const [between, setBetween] = useState(false);
  const usable = wallets.filter(({ flags }) => flags.transfer);
  const withAccount =
    accounts.length > 0 ? <TransferForm wallets={wallets} accounts={accounts} /> : <NoAccount />;
  if (usable.length < 2) return withAccount;
  return (
    <>
      <SegmentedControl
        fullWidth
        mb="lg"
        aria-label={t('kind')}
        data={[
          { value: 'account', label: t('with_account') },
          { value: 'wallets', label: t('between_wallets') },
        ]}
        value={between ? 'wallets' : 'account'}
        onChange={(next) => setBetween(next === 'wallets')}
      />
      {between ? <ConvertForm wallets={usable} /> : withAccount}
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
