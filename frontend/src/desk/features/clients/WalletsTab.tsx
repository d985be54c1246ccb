/** The client's wallets: what is there, what each may be used for, and adjusting by staff. */
import { Anchor, Button, Switch } from '@mantine/core';
import { IconAdjustmentsDollar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { Amount } from '@/shared/money/Amount';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { toastProblem } from '@/shared/ui/toast';
import type { Client, Wallet } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { AdjustDialog } from './AdjustDialog';
import { useSwitchFlags, useWallets, type WalletUse } from './client';
import classes from './tabs.module.css';

const USES: WalletUse[] = ['deposit', 'withdrawal', 'transfer'];

export function WalletsTab({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const wallets = useWallets(client.id);
  const [adjusting, setAdjusting] = useState<Wallet | null>(null);
  return (
    <Loaded query={wallets} skeleton={<FiguresSkeleton count={2} />}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <Panel>
              <EmptyState title={t('no_wallets')} hint={t('no_wallets_hint')} />
            </Panel>
          ) : null}
          <div className={classes.wallets}>
            {items.map((wallet) => (
              <WalletCard
                key={wallet.currency}
                client={client}
                wallet={wallet}
                onAdjust={can('adjust_wallets') ? () => setAdjusting(wallet) : undefined}
              />
            ))}
          </div>
          <AdjustDialog client={client} wallet={adjusting} onClose={() => setAdjusting(null)} />
        </>
      )}
    </Loaded>
  );
}

interface WalletCardProps {
  client: Client;
  wallet: Wallet;
  onAdjust?: () => void;
}

function WalletCard({ client, wallet, onAdjust }: WalletCardProps) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const history = (
    <Anchor component={Link} to={`/wallets/${client.id}/${wallet.currency}`} size="sm">
      {t('history')}
    </Anchor>
  );
  return (
    <Panel title={wallet.currency} aside={history}>
      <div className={classes.wallet}>
        <div>
          <div className={classes.soft}>{words('fact', 'available')}</div>
          <div className={classes.figure}>
            <Amount value={wallet.available} />
          </div>
        </div>
        <FactList
          facts={[
            { label: words('fact', 'held'), value: <Amount value={wallet.held} /> },
            { label: words('fact', 'balance'), value: <Amount value={wallet.balance} /> },
          ]}
        />
        <Flags client={client} wallet={wallet} />
        {onAdjust ? (
          <Button
            variant="default"
            leftSection={<IconAdjustmentsDollar size={17} />}
            onClick={onAdjust}
          >
            {t('adjust.open')}
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}

function Flags({ client, wallet }: { client: Client; wallet: Wallet }) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const can = useCan();
  const { ofError } = useErrorWords();
  const change = useSwitchFlags(client.id);
  const [busy, setBusy] = useState<WalletUse | null>(null);
  const flip = async (use: WalletUse) => {
    setBusy(use);
    try {
      await change(wallet, use);
    } catch (problem) {
      toastProblem(ofError(asApiError(problem)));
    } finally {
      setBusy(null);
    }
  };
  return (
    <fieldset className={classes.flags} aria-label={t('flags')}>
      {USES.map((use) => (
        <Switch
          key={use}
          size="sm"
          label={t('allow', { use: words('transaction', use) })}
          checked={wallet.flags[use]}
          disabled={!can('adjust_wallets') || busy !== null}
          onChange={() => void flip(use)}
        />
      ))}
    </fieldset>
  );
}
