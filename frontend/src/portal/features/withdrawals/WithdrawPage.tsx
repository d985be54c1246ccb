/** Being paid: from which wallet or account, by which method, to which saved details. */
import { Alert, Button } from '@mantine/core';
import { IconShieldLock, IconWallet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readWithdrawalTermsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { useTimeText } from '@/shared/time/zone';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { useAccounts, useWallets, useWithdrawalMethods } from '../../records/queries';
import { WindowNote } from '../../records/WindowNote';
import { WithdrawForm, type WithdrawFormProps } from './WithdrawForm';
import { withdrawable } from './withdrawal';

const HOLD_MS = 60_000;

export default function WithdrawPage() {
  const { t } = useTranslation('portal-withdrawals');
  const wallets = useWallets();
  const accounts = useAccounts('live');
  const terms = useQuery(readWithdrawalTermsOptions());
  const methods = useWithdrawalMethods();
  const skeleton = <FormSkeleton fields={4} />;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Hold />
      <Split>
        <Panel>
          <Loaded query={wallets} skeleton={skeleton} anew>
            {({ items: found }) => (
              <Loaded query={accounts} skeleton={skeleton} anew>
                {({ items: trading }) => (
                  <Loaded query={terms} skeleton={skeleton}>
                    {({ sources }) => (
                      <Loaded query={methods} skeleton={skeleton}>
                        {({ items }) => (
                          <Form origins={withdrawable(found, trading, sources)} methods={items} />
                        )}
                      </Loaded>
                    )}
                  </Loaded>
                )}
              </Loaded>
            )}
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}

/** The hours of withdrawals; until when nothing can be withdrawn after a change of the account. */
function Hold() {
  const { t } = useTranslation('portal-withdrawals');
  const { data } = useQuery({
    ...readWithdrawalTermsOptions(),
    refetchInterval: pollEvery(HOLD_MS),
  });
  const timeText = useTimeText();
  return (
    <>
      <WindowNote window={data?.window} />
      {data?.hold ? (
        <Alert color="yellow" icon={<IconShieldLock size={18} aria-hidden />} mb="lg" role="status">
          {t(`hold.${data.hold.what}`, { ends_at: timeText(data.hold.ends_at) })}
        </Alert>
      ) : null}
    </>
  );
}

function Form({ origins, methods }: WithdrawFormProps) {
  if (origins.length === 0 || methods.length === 0) return <None />;
  return <WithdrawForm origins={origins} methods={methods} />;
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
