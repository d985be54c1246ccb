/** Who asks: what a reviewer needs to know of the client, without leaving the request. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import { formatDistance } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { ClientTags } from '../../records/ClientTags';
import { ClientLink } from '../../records/Person';
import type { ClientRequest, ReviewedRequest, Wallet } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import classes from './ClientSummary.module.css';
import { useClientOf, useOpenRequestsOf, useTotalsOf, useWalletsOf } from './requests';

export function ClientSummary({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const country = useCountryName();
  const can = useCan();
  const client = useClientOf(request.client.id, can('read_clients'));
  const wallets = useWalletsOf(request.client.id, can('read_wallets'));
  const totals = useTotalsOf(request.client.id, can('read_transactions'));
  const open = useOpenRequestsOf(request.client.id, can('read_clients'));
  const { tag } = useLanguage();
  const [now] = useState(() => Date.now());
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
              { label: words('fact', 'identity'), value: <StatusChip status={one.identity} /> },
              {
                label: words('fact', 'registered_at'),
                value: (
                  <>
                    <Time at={one.registered_at} style="date" />
                    <span className={classes.soft}>
                      {formatDistance(one.registered_at, now, tag)}
                    </span>
                  </>
                ),
              },
              { label: words('fact', 'tags'), value: <ClientTags client={one} /> },
              {
                label: words('fact', 'last_login_at'),
                value: one.last_login_at ? <Time at={one.last_login_at} /> : '—',
              },
              ...(one.login && one.login.failed_attempts > 0
                ? [{ label: t('failed_logins'), value: one.login.failed_attempts }]
                : []),
              { label: words('fact', 'owner'), value: one.owner?.name ?? '—' },
              {
                label: words('fact', 'referrer'),
                value: one.referrer ? <ClientLink client={one.referrer} /> : '—',
              },
              ...(wallets.data?.items ?? []).map((wallet) => ({
                label: t('wallet', { currency: wallet.currency }),
                value: <WalletLine wallet={wallet} />,
              })),
              ...(totals.data?.items ?? [])
                .filter(({ kind }) => kind === 'deposit' || kind === 'withdrawal')
                .map((total) => ({
                  label: t(`ever.${total.kind as 'deposit' | 'withdrawal'}`),
                  value: (
                    <>
                      <Amount value={total.amount} />
                      <span className={classes.soft}>{formatCount(total.count, tag)}</span>
                    </>
                  ),
                })),
              {
                label: t('open_requests'),
                value: open.data ? (
                  <OpenRequests requests={open.data.items} current={request.id} />
                ) : (
                  '—'
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}

/** What else of theirs waits. */
function OpenRequests({ requests, current }: { requests: ClientRequest[]; current: string }) {
  const words = useWords();
  const others = requests.filter(({ id }) => id !== current);
  if (others.length === 0) return '—';
  return (
    <span className={classes.chips}>
      {others.map(({ id, type }) => (
        <Link key={id} to="/approvals/$requestId" params={{ requestId: id } as never}>
          {words('request', type)}
        </Link>
      ))}
    </span>
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
