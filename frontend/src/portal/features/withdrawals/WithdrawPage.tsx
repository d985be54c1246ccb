/** Being paid: from which wallet, by which method, to which saved details. */
import { Button } from '@mantine/core';
import { IconWallet } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { useWallets, useWithdrawalMethods } from '../../records/queries';
import { WithdrawForm } from './WithdrawForm';
import { sources } from './withdrawal';

export default function WithdrawPage() {
  const { t } = useTranslation('portal-withdrawals');
  const wallets = useWallets();
  const methods = useWithdrawalMethods();
  const skeleton = <FormSkeleton fields={4} />;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Split>
        <Panel>
          <Loaded query={wallets} skeleton={skeleton} anew>
            {({ items: found }) => (
              <Loaded query={methods} skeleton={skeleton}>
                {({ items }) =>
                  sources(found).length > 0 && items.length > 0 ? (
                    <WithdrawForm wallets={sources(found)} methods={items} />
                  ) : (
                    <None />
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

function None() {
  const { t } = useTranslation('portal-withdrawals');
  return (
    <EmptyState
      icon={IconWallet}
      title={t('none')}
      hint={t('none_hint')}
      action={
        <Button component={Link} to="/funds/deposit">
          {t('deposit')}
        </Button>
      }
    />
  );
}
