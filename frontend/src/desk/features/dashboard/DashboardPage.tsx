/** What waits for a decision, what came in today, and whether the books agree. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FactorNudge } from '@/shared/auth/factor/FactorNudge';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Freshness } from '@/shared/ui/Freshness';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { REQUEST_TYPES, type RequestCounts } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan, useStaff } from '../../session';
import { useRequestCounts } from '../../shell/useToDoCount';
import { BooksPanel } from './BooksPanel';
import classes from './DashboardPage.module.css';
import { NewClientsPanel } from './NewClientsPanel';
import { OldestPanel } from './OldestPanel';
import { TodayFigures } from './TodayFigures';

export default function DashboardPage() {
  const { t } = useTranslation('desk-dashboard');
  const can = useCan();
  const { name, staff_id: staffId } = useStaff();
  return (
    <div className={classes.page}>
      <PageHeader title={t('title')} subtitle={t('hello', { name })} />
      <FactorNudge person={staffId} />
      {can('read_requests') ? <Pending /> : null}
      {can('read_dashboard') ? <TodayFigures /> : null}
      <div className={classes.grid}>
        {can('read_requests') ? <OldestPanel /> : null}
        {can('read_clients') ? <NewClientsPanel /> : null}
        {can('read_invariants') || can('read_ledger') ? <BooksPanel /> : null}
      </div>
    </div>
  );
}

function Pending() {
  const { t } = useTranslation('desk-dashboard');
  const counts = useRequestCounts();
  const all = (
    <span className={classes.aside}>
      {counts.data ? <Freshness at={counts.dataUpdatedAt} /> : null}
      <Anchor component={Link} to="/approvals" size="sm">
        {t('open_queue')}
      </Anchor>
    </span>
  );
  return (
    <Panel title={t('waiting')} aside={all}>
      <Loaded query={counts} skeleton={<FiguresSkeleton count={7} />}>
        {(found) => <Types counts={found} />}
      </Loaded>
    </Panel>
  );
}

function Types({ counts }: { counts: RequestCounts }) {
  const { t } = useTranslation('desk-dashboard');
  const words = useWords();
  const { tag } = useLanguage();
  const shown = (count: number) =>
    `${formatCount(count, tag)}${counts.capped && count >= 100 ? '+' : ''}`;
  return (
    <div className={classes.types}>
      {REQUEST_TYPES.map((type) => {
        const { to_do: toDo = 0, pending = 0 } =
          counts.items.find((one) => one.type === type) ?? {};
        return (
          <Link
            key={type}
            to="/approvals"
            search={{ type } as never}
            className={classes.type}
            data-some={toDo > 0 || undefined}
          >
            <span className={classes.name}>{words('request', type)}</span>
            <span className={classes.count}>{shown(toDo)}</span>
            <span className={classes.note}>{t('pending_of_all', { total: shown(pending) })}</span>
          </Link>
        );
      })}
    </div>
  );
}
