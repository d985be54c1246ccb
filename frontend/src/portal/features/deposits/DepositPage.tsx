/** Paying in: a method, an amount, what it costs, and where it leads. */
import { IconMoodEmpty } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readDepositTermsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { useAccounts, useDepositMethods, useWallets } from '../../records/queries';
import { WindowNote } from '../../records/WindowNote';
import { DepositForm } from './DepositForm';

const TERMS_MS = 60_000;

export default function DepositPage() {
  const { t } = useTranslation('portal-deposits');
  const methods = useDepositMethods();
  const wallets = useWallets();
  const accounts = useAccounts('live');
  const terms = useQuery({ ...readDepositTermsOptions(), refetchInterval: pollEvery(TERMS_MS) });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Split>
        <Panel>
          <WindowNote window={terms.data?.window} />
          <Loaded query={methods} skeleton={<FormSkeleton fields={4} />}>
            {({ items }) =>
              items.length > 0 ? (
                <Loaded query={wallets} skeleton={<FormSkeleton fields={4} />}>
                  {(own) => (
                    <DepositForm
                      methods={items}
                      wallets={own.items}
                      accounts={accounts.data?.items ?? []}
                      destinations={terms.data?.destinations ?? ['wallet']}
                    />
                  )}
                </Loaded>
              ) : (
                <EmptyState icon={IconMoodEmpty} title={t('none')} hint={t('none_hint')} />
              )
            }
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}
