/** One wallet: what there is, what is set aside, what can be used. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WalletView } from '@/api/portal';
import { Amount } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { FactList } from '@/shared/ui/FactList';
import { FigureCard } from '@/shared/ui/FigureCard';
import { Why } from '@/shared/ui/Why';
import classes from './WalletCard.module.css';

export interface WalletCardProps {
  wallet: WalletView;
  /** Leads to the wallet's ledger, from pages that are not it. */
  linked?: boolean;
}

export function WalletCard({ wallet, linked = false }: WalletCardProps) {
  const { t } = useTranslation('portal-records');
  const about = t('wallet.available_in', { currency: wallet.currency });
  return (
    <FigureCard
      label={about}
      value={<Amount value={wallet.available} />}
      why={
        <Why about={about}>
          <FactList
            facts={[
              { label: t('wallet.balance'), value: <Amount value={wallet.balance} /> },
              { label: t('wallet.held'), value: <Amount value={wallet.held} /> },
              {
                label: t('wallet.available'),
                value: <Amount value={wallet.available} />,
                strong: true,
              },
            ]}
          />
          <p className={classes.text}>{t('wallet.why')}</p>
        </Why>
      }
    >
      <dl className={classes.lines}>
        <div>
          <dt>{t('wallet.balance')}</dt>
          <dd>
            <Amount value={wallet.balance} />
          </dd>
        </div>
        <div data-held={signOf(wallet.held) > 0 || undefined}>
          <dt>{t('wallet.held')}</dt>
          <dd>
            <Amount value={wallet.held} />
          </dd>
        </div>
      </dl>
      {linked ? (
        <Link to={`/funds/wallets/${wallet.currency}`} className={classes.link}>
          {t('wallet.open')}
        </Link>
      ) : null}
    </FigureCard>
  );
}
