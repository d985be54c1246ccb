/** The last ten completed movements of money. */
import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TransactionView } from '@/api/portal';
import { listOwnTransactionsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { entryPath } from '../../records/entryPath';
import { useMethodName } from '../../records/methodNames';
import classes from './dashboard.module.css';

const SHOWN = 10;

export function LatestPart() {
  const { t } = useTranslation('portal-dashboard');
  const latest = useQuery(listOwnTransactionsOptions({ query: { limit: SHOWN } }));
  const all = (
    <Link to="/funds/transactions" className={classes.all}>
      {t('all_transactions')}
    </Link>
  );
  return (
    <Panel title={t('latest')} aside={all}>
      <Loaded query={latest}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconListDetails}
              title={t('no_transactions')}
              hint={t('no_transactions_hint')}
              action={
                <Button component={Link} to="/funds/deposit" variant="light">
                  {t('deposit')}
                </Button>
              }
            />
          ) : (
            <ul className={classes.latest}>
              {items.map((row) => (
                <li key={row.id}>
                  <Movement row={row} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Movement({ row }: { row: TransactionView }) {
  const { t } = useTranslation('portal-records');
  const methodName = useMethodName();
  const flow = row.kind === 'deposit' ? 'deposit' : 'withdrawal';
  const about = row.account
    ? t('account.named', { login: row.account })
    : row.method
      ? methodName(flow, row.method)
      : '';
  return (
    <Link to={entryPath(row.entry_id)} className={classes.movement}>
      <span className={classes.what}>{t(`kinds.${row.kind}`)}</span>
      <span className={classes.about}>{about}</span>
      <span className={classes.at}>
        <Time at={row.at} />
      </span>
      <Amount value={row.amount} signed />
    </Link>
  );
}
