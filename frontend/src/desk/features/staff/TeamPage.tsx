/** The team: who reports to whom, from the top down. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { JsonClient } from '@/shared/api/jsonClient';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import type { Member } from '../../records/types';
import { STAFF } from './staff';
import classes from './TeamPage.module.css';
import { type Place, teamOf } from './team';

const MOST = 200;

async function everybody(api: JsonClient, signal: AbortSignal): Promise<Member[]> {
  const found: Member[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string | number> = { limit: MOST, ...(cursor ? { cursor } : {}) };
    const page: Page<Member> = await api.get<Page<Member>>('/api/desk/staff', { query, signal });
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return found;
}

export default function TeamPage() {
  const { t } = useTranslation('desk-staff');
  const api = useApi();
  const team = useQuery({
    queryKey: [...STAFF, 'everybody'],
    queryFn: ({ signal }) => everybody(api, signal),
  });
  return (
    <>
      <PageHeader
        title={t('team.title')}
        subtitle={
          <>
            <Anchor component={Link} to="/staff" inherit c="dimmed" underline="always">
              {t('team.back')}
            </Anchor>{' '}
            <span>{t('team.subtitle')}</span>
          </>
        }
      />
      <Panel>
        <Loaded query={team} skeleton={<LinesSkeleton />}>
          {(members) => <Reports places={teamOf(members)} label={t('team.title')} />}
        </Loaded>
      </Panel>
    </>
  );
}

function Reports({ places, label }: { places: readonly Place[]; label: string }) {
  const { t } = useTranslation('desk-staff');
  return (
    <ul className={classes.reports} aria-label={label}>
      {places.map(({ member, reports, below }) => (
        <li key={member.id}>
          <div className={classes.place}>
            <strong>
              <bdi>{member.name}</bdi>
            </strong>
            <span className={classes.soft}>
              <bdi>{member.role.name}</bdi>
            </span>
            {member.active ? null : <StatusChip status="disabled" />}
            {below > 0 ? (
              <span className={classes.soft}>{t('team.below', { count: below })}</span>
            ) : null}
          </div>
          {reports.length > 0 ? (
            <Reports places={reports} label={t('team.of', { name: member.name })} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
