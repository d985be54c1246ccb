/** Moving money: with a trading account, between one's wallets, to another client. */
import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChartCandle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThirdPartyTermsView, WalletView } from '@/api/portal';
import { readThirdPartyTermsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import type { Account } from '../../records/accounts';
import { useAccounts, useWallets } from '../../records/queries';
import { ConvertForm } from './ConvertForm';
import { sendable } from './send';
import { TransferForm } from './TransferForm';
import { accountsFor, betweenWallets, directionsOf } from './transfer';

const SendForm = lazy(() => import('./SendForm').then((one) => ({ default: one.SendForm })));
const KINDS = { account: 'with_account', wallets: 'between_wallets', client: 'to_client' } as const;
type Kind = keyof typeof KINDS;

export default function TransferPage() {
  const { t } = useTranslation('portal-transfers');
  const wallets = useWallets();
  const accounts = useAccounts('live');
  const terms = useQuery(readThirdPartyTermsOptions());
  const skeleton = <FormSkeleton fields={3} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t(terms.data?.offered ? 'subtitle' : 'subtitle_own')}
      />
      <Split>
        <Panel>
          <Loaded query={wallets} skeleton={skeleton} anew>
            {({ items: found }) => (
              <Loaded query={accounts} skeleton={skeleton} anew>
                {({ items }) => (
                  <Loaded query={terms} skeleton={skeleton}>
                    {(offer) => <Choice wallets={found} accounts={items} terms={offer} />}
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

interface ChoiceProps {
  wallets: readonly WalletView[];
  accounts: readonly Account[];
  terms: ThirdPartyTermsView;
}

/** With a trading account, between one's wallets where there are two, or to another client. */
function Choice({ wallets, accounts, terms }: ChoiceProps) {
  const { t } = useTranslation('portal-transfers');
  const narrow = useMediaQuery('(max-width: 36em)');
  const usable = wallets.filter(({ flags }) => flags.transfer);
  const directions = directionsOf(terms.own);
  const own = accountsFor(accounts, wallets, directions);
  const origins = sendable(wallets, accounts, terms);
  const offered: Kind[] = [
    ...(directions.length > 0 ? (['account'] as const) : []),
    ...(usable.length > 1 && betweenWallets(terms.own) ? (['wallets'] as const) : []),
    ...(origins.length > 0 ? (['client'] as const) : []),
  ];
  const [chosen, setKind] = useState<Kind>('account');
  const kind = offered.includes(chosen) ? chosen : offered[0];
  return (
    <>
      {offered.length > 1 ? (
        <SegmentedControl
          fullWidth
          orientation={narrow && offered.length > 2 ? 'vertical' : 'horizontal'}
          mb="lg"
          aria-label={t('kind')}
          data={offered.map((one) => ({ value: one, label: t(KINDS[one]) }))}
          value={kind}
          onChange={(next) => setKind(next as Kind)}
        />
      ) : null}
      {kind === 'wallets' ? <ConvertForm wallets={usable} /> : null}
      {kind === 'client' ? (
        <Suspense fallback={<FormSkeleton fields={4} />}>
          <SendForm origins={origins} wallets={usable} terms={terms} />
        </Suspense>
      ) : null}
      {kind === 'account' && own.length > 0 ? (
        <TransferForm wallets={wallets} accounts={own} directions={directions} />
      ) : null}
      {kind === undefined || (kind === 'account' && own.length === 0) ? <NoAccount /> : null}
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
