/** One break: both sides beside each other, what we suggest, what was done, and the whole history. */
import { Anchor, Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BreakStoryView } from '@/api/desk/types.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { ClientLink } from '../../records/Person';
import { RecordLink } from '../../records/RecordLink';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useStaff } from '../../session';
import { BothSides } from './BothSides';
import { BreakHistory } from './BreakHistory';
import { RepairsPanel } from './RepairsPanel';
import classes from './reconciliation.module.css';
import { PATH, useBreakWords } from './words';

const POLL_MS = 10_000;

export default function BreakPage() {
  const { breakId = '' } = useParams({ strict: false }) as { breakId?: string };
  const found = useQuery({
    ...useRead<BreakStoryView>(`${PATH}/breaks/${encodeURIComponent(breakId)}`),
    refetchInterval: pollEvery(POLL_MS),
  });
  return (
    <Loaded query={found} skeleton={<PageSkeleton />}>
      {(one) => <BreakSheet broken={one} />}
    </Loaded>
  );
}

function BreakSheet({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  const own = useBreakWords();
  const open = broken.status === 'open';
  return (
    <div className={classes.page}>
      <PageHeader
        title={own('problem', broken.problem)}
        subtitle={<bdi>{broken.side_name}</bdi>}
        marks={
          <>
            <Chip tone={open ? 'bad' : 'neutral'}>{own('kind', broken.kind)}</Chip>
            {broken.ending ? <Chip tone="good">{own('ending', broken.ending)}</Chip> : null}
          </>
        }
      />
      <BothSides broken={broken} />
      <div className={classes.two}>
        <Panel title={t('facts')}>
          <Facts broken={broken} />
        </Panel>
        <RepairsPanel broken={broken} />
      </div>
      <BreakHistory events={broken.events} />
    </div>
  );
}

function Facts({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  const words = useWords();
  const { client_id: id, client_name: name } = broken;
  return (
    <FactList
      facts={[
        {
          label: t('difference'),
          value: broken.difference ? <Amount value={broken.difference} signed /> : '—',
          strong: true,
        },
        { label: t('key'), value: <bdi className={classes.code}>{broken.key}</bdi> },
        {
          label: words('fact', 'login'),
          value: broken.account_id ? (
            <Anchor component={Link} to={`/accounts/${broken.account_id}`} inherit>
              {broken.login}
            </Anchor>
          ) : (
            (broken.login ?? '—')
          ),
        },
        {
          label: words('fact', 'client'),
          value: id ? <ClientLink client={{ id, name: name || id }} /> : '—',
        },
        { label: t('happened_at'), value: <Time at={broken.happened_at} style="second" /> },
        { label: t('since'), value: <Time at={broken.since} style="second" /> },
        { label: t('seen_at'), value: <Time at={broken.seen_at} style="second" /> },
        { label: t('owner'), value: <Owner broken={broken} /> },
        ...(broken.entry_id
          ? [{ label: t('entry'), value: <RecordLink type="entry" id={broken.entry_id} /> }]
          : []),
      ]}
    />
  );
}

/** Who looks after it; one click takes it over or lets it go. */
function Owner({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  const { staff_id: me } = useStaff();
  const api = useApi();
  const queries = useQueryClient();
  const { busy, problem, attempt } = useAttempt();
  const path = `${PATH}/breaks/${broken.id}`;
  const mine = broken.owner_id === me;
  const assign = () =>
    attempt(async () => {
      const after = await api.patch<BreakStoryView>(path, { owner_id: mine ? '' : me });
      queries.setQueryData(['desk', path], after);
    });
  return (
    <span className={classes.row}>
      <bdi>{broken.owner_name || t('nobody')}</bdi>
      <Button variant="default" size="compact-xs" loading={busy} onClick={assign}>
        {mine ? t('release') : t('take_over')}
      </Button>
      <FormProblem problem={problem} />
    </span>
  );
}
