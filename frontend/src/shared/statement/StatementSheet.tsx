/** How a client's affairs stood at a moment: wallets with their holds, accounts and rates. */
import { Alert, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Sideways } from '@/shared/ui/Sideways';
import { pickText } from '../i18n/localized';
import { useLanguage } from '../i18n/useLanguage';
import { Amount } from '../money/Amount';
import { formatDecimalText } from '../money/format';
import { Time } from '../time/Time';
import { FactList } from '../ui/FactList';
import { Panel } from '../ui/Panel';
import classes from './StatementSheet.module.css';
import type { Statement, StatementAccount, StatementRate, StatementWallet } from './types';

interface StatementSheetProps {
  statement: Statement;
  /** Leads to what money was held for. */
  cause: (type: string, id: string) => ReactNode;
  /** What only one of the two faces shows. */
  children?: ReactNode;
}

export function StatementSheet({ statement, cause, children }: StatementSheetProps) {
  const { t } = useTranslation('statement');
  return (
    <div className={classes.sheet}>
      <Text size="sm" c="dimmed">
        {t('stood_at')} <Time at={statement.at} style="second" />
      </Text>
      {children}
      {statement.wallets.length === 0 ? <Text>{t('no_wallets')}</Text> : null}
      <div className={classes.cards}>
        {statement.wallets.map((wallet) => (
          <WalletThen key={wallet.currency} wallet={wallet} cause={cause} />
        ))}
      </div>
      {statement.accounts.length > 0 ? (
        <Panel title={t('accounts')}>
          <Accounts accounts={statement.accounts} />
        </Panel>
      ) : null}
      {statement.rates.length > 0 ? (
        <Panel title={t('rates')}>
          <Rates rates={statement.rates} />
        </Panel>
      ) : null}
    </div>
  );
}

function WalletThen({
  wallet,
  cause,
}: {
  wallet: StatementWallet;
  cause: StatementSheetProps['cause'];
}) {
  const { t } = useTranslation('statement');
  return (
    <Panel title={wallet.currency}>
      <FactList
        facts={[
          { label: t('balance'), value: <Amount value={wallet.balance} />, strong: true },
          { label: t('available'), value: <Amount value={wallet.available} /> },
          { label: t('held'), value: <Amount value={wallet.held} /> },
          { label: t('uses'), value: <Uses wallet={wallet} /> },
          { label: t('line'), value: wallet.sequence || t('none') },
        ]}
      />
      {wallet.holds.length > 0 ? (
        <ul className={classes.holds} aria-label={t('holds')}>
          {wallet.holds.map((hold) => (
            <li key={`${hold.cause_id}-${hold.at}`}>
              <Amount value={hold.amount} /> {cause(hold.cause_type, hold.cause_id)}
              <span className={classes.soft}>
                {t('since')} <Time at={hold.at} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {wallet.holds_are_cut ? <Alert color="yellow">{t('holds_are_cut')}</Alert> : null}
      {wallet.chain_hash ? (
        <p className={classes.chain}>
          {t('chain')} <code className={classes.hash}>{wallet.chain_hash}</code>
        </p>
      ) : null}
    </Panel>
  );
}

function Uses({ wallet }: { wallet: StatementWallet }) {
  const { t } = useTranslation('statement');
  if (!wallet.flags) return <>{t('unknown')}</>;
  const { deposit, withdrawal, transfer } = wallet.flags;
  const names = [
    deposit ? t('use.deposit') : null,
    withdrawal ? t('use.withdrawal') : null,
    transfer ? t('use.transfer') : null,
  ].filter((name) => name !== null);
  return <>{names.length > 0 ? names.join(' · ') : t('nothing')}</>;
}

function Accounts({ accounts }: { accounts: StatementAccount[] }) {
  const { t } = useTranslation('statement');
  const { language } = useLanguage();
  return (
    <Sideways label={t('accounts')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('login')}</th>
            <th scope="col">{t('type')}</th>
            <th scope="col">{t('leverage')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col">{t('opened_at')}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <td>
                <bdi>{account.login}</bdi>
              </td>
              <td>{pickText(account.account_type, language)}</td>
              <td>
                <bdi dir="ltr">{account.leverage ? `1:${account.leverage}` : t('unknown')}</bdi>
              </td>
              <td>{account.status ? t(`state.${account.status}`) : t('unknown')}</td>
              <td>
                <Time at={account.opened_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Rates({ rates }: { rates: StatementRate[] }) {
  const { t } = useTranslation('statement');
  const { tag } = useLanguage();
  return (
    <Sideways label={t('rates')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('pair')}</th>
            <th scope="col">{t('rate')}</th>
            <th scope="col">{t('source')}</th>
            <th scope="col">{t('rate_of')}</th>
          </tr>
        </thead>
        <tbody>
          {rates.map((one) => (
            <tr key={`${one.base}${one.quote}`}>
              <td>
                <bdi dir="ltr">{`${one.base}/${one.quote}`}</bdi>
              </td>
              <td>{one.rate ? <bdi>{formatDecimalText(one.rate, tag)}</bdi> : t('no_rate')}</td>
              <td>{one.source ?? '—'}</td>
              <td>{one.as_of ? <Time at={one.as_of} /> : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
