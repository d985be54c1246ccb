/** The books in short: whether the checks found something, and what clients are owed. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { InvariantsView } from '@/api/desk/types.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import type { HouseAccount, Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import classes from './DashboardPage.module.css';

const POLL_MS = 60_000;

export function BooksPanel() {
  const { t } = useTranslation('desk-dashboard');
  const can = useCan();
  const more = (
    <Anchor component={Link} to="/ledger" size="sm">
      {t('open_ledger')}
    </Anchor>
  );
  return (
    <Panel title={t('books')} aside={more}>
      <ul className={classes.rows}>
        {can('read_invariants') ? <Checks /> : null}
        {can('read_ledger') ? <House /> : null}
      </ul>
    </Panel>
  );
}

function Checks() {
  const { t } = useTranslation('desk-dashboard');
  const { data } = useQuery({
    ...useRead<InvariantsView>('/api/desk/invariants'),
    refetchInterval: pollEvery(POLL_MS),
  });
  const count = data?.breaks.length ?? 0;
  return (
    <li>
      <div className={classes.row}>
        <span className={classes.main}>{t('checks')}</span>
        {data ? (
          <Chip tone={count > 0 ? 'bad' : data.checked_at ? 'good' : 'neutral'}>
            {count > 0 ? t('breaks', { count }) : data.checked_at ? t('no_breaks') : t('unchecked')}
          </Chip>
        ) : null}
        <span className={classes.break} />
        {data?.checked_at ? (
          <span className={classes.soft}>
            <Time at={data.checked_at} />
          </span>
        ) : null}
      </div>
    </li>
  );
}

function House() {
  const words = useWords();
  const { data } = useQuery(useRead<Items<HouseAccount>>('/api/desk/house-accounts'));
  return (data?.items ?? []).map(({ account, currency, balance }) => (
    <li key={`${account}-${currency}`}>
      <div className={classes.row}>
        <span>
          {words('ledger', account.split(':')[0] ?? account)}{' '}
          <bdi className={classes.soft}>{account.split(':')[1] ?? ''}</bdi>
        </span>
        <Amount value={balance} />
      </div>
    </li>
  ));
}
