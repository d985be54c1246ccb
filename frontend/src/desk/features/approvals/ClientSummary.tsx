/** Who asks: what a reviewer needs to know of the client, without leaving the request. */
import { useTranslation } from 'react-i18next';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { ClientLink } from '../../records/Person';
import type { ReviewedRequest, Wallet } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import classes from './ClientSummary.module.css';
import { useClientOf, useWalletsOf } from './requests';

export function ClientSummary({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const country = useCountryName();
  const can = useCan();
  const client = useClientOf(request.client.id, can('read_clients'));
  const wallets = useWalletsOf(request.client.id, can('read_wallets'));
  if (!can('read_clients')) {
    return (
      <Panel title={t('client')}>
        <bdi>{request.client.name}</bdi>
      </Panel>
    );
  }
  return (
    <Panel title={t('client')} aside={<ClientLink client={request.client} />}>
      <Loaded query={client} skeleton={<LinesSkeleton count={7} />}>
        {(one) => (
          <FactList
            facts={[
              {
                label: words('fact', 'status'),
                value: (
                  <span className={classes.chips}>
                    <StatusChip status={one.status} />
                    <StatusChip status={one.kind} />
                  </span>
                ),
              },
              { label: words('fact', 'email'), value: <bdi>{one.email}</bdi> },
              { label: words('fact', 'phone'), value: <bdi dir="ltr">{one.phone}</bdi> },
              { label: words('fact', 'nationality'), value: country(one.nationality) },
              { label: words('fact', 'registered_at'), value: <Time at={one.registered_at} /> },
              { label: words('fact', 'owner'), value: one.owner?.name ?? '—' },
              {
                label: words('fact', 'referrer'),
                value: one.referrer ? <ClientLink client={one.referrer} /> : '—',
              },
              ...(wallets.data?.items ?? []).map((wallet) => ({
                label: t('wallet', { currency: wallet.currency }),
                value: <WalletLine wallet={wallet} />,
              })),
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function WalletLine({ wallet }: { wallet: Wallet }) {
  const words = useWords();
  return (
    <>
      <Amount value={wallet.available} />
      <span className={classes.soft}>
        {words('fact', 'held')} <Amount value={wallet.held} />
      </span>
    </>
  );
}
