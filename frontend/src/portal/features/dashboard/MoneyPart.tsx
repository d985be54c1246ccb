/** Total equity and the wallets, side by side. */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { FactList } from '@/shared/ui/FactList';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Freshness } from '@/shared/ui/Freshness';
import { Loaded } from '@/shared/ui/Loaded';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { Why } from '@/shared/ui/Why';
import { useAccounts, useWallets } from '../../records/queries';
import { WalletCard } from '../../records/WalletCard';
import classes from './dashboard.module.css';
import { type Equity, equityOf } from './equity';

export function MoneyPart() {
  const wallets = useWallets();
  const accounts = useAccounts();
  return (
    <Loaded query={wallets} skeleton={<FiguresSkeleton count={3} />}>
      {({ items }) => (
        <FigureRow>
          <EquityCard
            lines={equityOf(items, accounts.data?.items ?? [])}
            // Accounts may not have answered yet: until then this is what the wallets hold.
            isWhole={accounts.data !== undefined}
            at={Math.max(wallets.dataUpdatedAt, accounts.dataUpdatedAt)}
            isStale={accounts.isError || wallets.isRefetchError}
          />
          {items.map((wallet) => (
            <WalletCard key={wallet.currency} wallet={wallet} linked />
          ))}
        </FigureRow>
      )}
    </Loaded>
  );
}

interface EquityCardProps {
  lines: Equity[];
  isWhole: boolean;
  at: number;
  isStale: boolean;
}

function EquityCard({ lines, isWhole, at, isStale }: EquityCardProps) {
  const { t } = useTranslation('portal-dashboard');
  const [first, ...others] = lines;
  if (!first) return null;
  return (
    <FigureCard
      label={t('equity')}
      value={<Amount value={first.total} />}
      why={<EquityWhy lines={lines} />}
    >
      {others.map(({ total }) => (
        <div key={total.currency} className={classes.more}>
          <Amount value={total} />
        </div>
      ))}
      <Freshness at={at} stale={isStale || !isWhole} />
    </FigureCard>
  );
}

function EquityWhy({ lines }: { lines: Equity[] }) {
  const { t } = useTranslation('portal-dashboard');
  return (
    <Why about={t('equity')}>
      <Stack gap="md">
        {lines.map(({ total, wallet, accounts }) => (
          <FactList
            key={total.currency}
            facts={[
              { label: t('in_wallet'), value: <Amount value={wallet} /> },
              { label: t('in_accounts'), value: <Amount value={accounts} /> },
              { label: t('sum'), value: <Amount value={total} />, strong: true },
            ]}
          />
        ))}
      </Stack>
      <p className={classes.text}>{t('equity_why')}</p>
    </Why>
  );
}
