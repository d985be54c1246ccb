/** A trading account with its live figures and what one can do with it. */
import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Freshness } from '@/shared/ui/Freshness';
import { RestrictedChips } from '@/shared/ui/RestrictedChips';
import { Chip, StatusChip } from '@/shared/ui/StatusChip';
import classes from './AccountCard.module.css';
import { type Account, canTransfer } from './accounts';

export interface AccountCardProps {
  account: Account;
  /** Of the heading: below the page's title, or below a section's. */
  level?: 2 | 3;
}

export function AccountCard({ account, level = 3 }: AccountCardProps) {
  const { t } = useTranslation('portal-records');
  const { language } = useLanguage();
  const login = String(account.login);
  const Heading: 'h2' | 'h3' = level === 2 ? 'h2' : 'h3';
  return (
    <article className={classes.card} aria-label={t('account.named', { login })}>
      <div className={classes.head}>
        <Heading className={classes.login}>
          <Link to={`/accounts/${account.id}`} className={classes.link}>
            <bdi>{login}</bdi>
          </Link>
        </Heading>
        <span className={classes.over}>
          <CopyButton value={login} label={t('account.copy_login')} />
        </span>
        <span className={classes.chips}>
          {account.status === 'active' ? null : <StatusChip status={account.status} />}
          <RestrictedChips account={account} />
          <StatusChip status={account.kind} />
        </span>
      </div>
      <p className={classes.about}>
        {t('account.about', {
          account_type: pickText(account.account_type, language),
          server: account.server.name,
        })}{' '}
        <Leverage value={account.leverage} />
      </p>
      <Figures account={account} />
      <div className={classes.foot}>
        {account.figures ? (
          <Freshness at={account.figures.as_of} stale={account.figures.stale} />
        ) : null}
        {canTransfer(account) ? (
          <Button
            component={Link}
            to={`/funds/transfer?account=${account.id}`}
            variant="light"
            size="xs"
            className={classes.over}
            leftSection={<IconArrowsExchange size={15} aria-hidden />}
          >
            {t('account.transfer')}
          </Button>
        ) : null}
      </div>
    </article>
  );
}

/** `1:100`, always from left to right. */
export function Leverage({ value }: { value: number | string }) {
  return <Chip>{<bdi dir="ltr">{`1:${value}`}</bdi>}</Chip>;
}

function Figures({ account: { figures } }: { account: Account }) {
  const { t } = useTranslation('portal-records');
  if (!figures) return <p className={classes.none}>{t('account.no_figures')}</p>;
  const lines = [
    { label: t('account.balance'), value: <Amount value={figures.balance} /> },
    { label: t('account.floating'), value: <Amount value={figures.floating} signed /> },
    { label: t('account.free_margin'), value: <Amount value={figures.free_margin} /> },
  ];
  return (
    <dl className={classes.figures}>
      <div className={classes.equity}>
        <dt>{t('account.equity')}</dt>
        <dd>
          <Amount value={figures.equity} />
        </dd>
      </div>
      {lines.map(({ label, value }) => (
        <div key={label} className={classes.line}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
