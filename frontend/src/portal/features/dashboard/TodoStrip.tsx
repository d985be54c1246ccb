/** Requests that wait, on one quiet line each; nothing at all when none does. */
import { IconChevronRight } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '@/api/portal';
import { listOwnRequestsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { Amount } from '@/shared/money/Amount';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { moneyOf, useRequestSubject } from '../../records/requests';
import classes from './dashboard.module.css';

const POLL_MS = 20_000;
const SHOWN = 5;

/** Requests that wait for anybody, the latest first. */
function useWaiting(): RequestView[] {
  const waiting = useQueries({
    queries: (['pending', 'executing'] as const).map((status) => ({
      ...listOwnRequestsOptions({ query: { status, limit: SHOWN } }),
      refetchInterval: pollEvery(POLL_MS),
    })),
  });
  return waiting
    .flatMap(({ data }) => data?.items ?? [])
    .sort((one, other) => other.submitted_at.localeCompare(one.submitted_at));
}

export function TodoStrip() {
  const { t } = useTranslation('portal-dashboard');
  const waiting = useWaiting();
  if (waiting.length === 0) return null;
  return (
    <Panel flush>
      <h2 className={classes.stripTitle}>{t('waiting')}</h2>
      <ul className={classes.strip}>
        {waiting.slice(0, SHOWN).map((request) => (
          <li key={request.id}>
            <Waiting request={request} />
          </li>
        ))}
      </ul>
      {waiting.length > SHOWN ? (
        <Link to="/funds/requests" className={classes.stripAll}>
          {t('all_waiting')}
        </Link>
      ) : null}
    </Panel>
  );
}

function Waiting({ request }: { request: RequestView }) {
  const { t } = useTranslation('portal-records');
  const subjectOf = useRequestSubject();
  const amount = moneyOf(request);
  return (
    <Link to={`/funds/requests/${request.id}`} className={classes.waiting}>
      <span className={classes.what}>{t(`types.${request.type}`)}</span>
      <span className={classes.about}>{subjectOf(request)}</span>
      <span className={classes.sum}>{amount ? <Amount value={amount} /> : null}</span>
      <span className={classes.mark}>
        <StatusChip status={request.status} />
      </span>
      <span className={classes.whose}>{t(`waits_for.${request.waits_for}`)}</span>
      <IconChevronRight size={16} aria-hidden className={classes.arrow} />
    </Link>
  );
}
