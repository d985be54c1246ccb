/** What has waited longest for the viewer's decision. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { amountOf } from '../../lists/requests';
import type { DeskRequest } from '../../records/types';
import { useWords } from '../../records/words';
import classes from './DashboardPage.module.css';

const SHOWN = 6;
const POLL_MS = 30_000;

export function OldestPanel() {
  const { t } = useTranslation('desk-dashboard');
  const words = useWords();
  const api = useApi();
  const queue = useQuery({
    queryKey: ['desk', 'requests', 'dashboard'],
    queryFn: ({ signal }) =>
      api.get<Page<DeskRequest>>('/api/desk/requests', {
        query: { view: 'todo', limit: SHOWN },
        signal,
      }),
    refetchInterval: pollEvery(POLL_MS),
  });
  return (
    <Panel title={t('your_queue')}>
      <Loaded query={queue}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('nothing_waits')} hint={t('nothing_waits_hint')} />
          ) : (
            <ul className={classes.rows}>
              {items.map((request) => {
                const amount = amountOf(request);
                return (
                  <li key={request.id}>
                    <Link to={`/approvals/${request.id}`} className={classes.row}>
                      <span className={classes.main}>{words('request', request.type)}</span>
                      {amount ? <Amount value={amount} /> : null}
                      <span className={classes.break} />
                      <bdi className={classes.soft}>{request.client.name}</bdi>
                      <span className={classes.soft}>
                        <Time at={request.submitted_at} />
                      </span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
