/** What a client has asked: unresolved tickets first, the resolved ones below by month. */
import { Anchor, Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '@/api/desk/types.gen';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { useZone } from '@/shared/time/zone';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { TICKET_TONES } from '../../records/tickets';
import type { Client } from '../../records/types';
import { useCan } from '../../session';
import { pathOf } from './client';
import { TicketDialog } from './TicketDialog';
import classes from './TicketsTab.module.css';

const SHOWN = 50;

export function TicketsTab({ client }: { client: Client }) {
  const { t } = useTranslation('desk-tickets');
  const can = useCan();
  const [writing, setWriting] = useState(false);
  return (
    <Stack gap="md">
      {can('answer_tickets') ? (
        <div>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setWriting(true)}>
            {t('write')}
          </Button>
        </div>
      ) : null}
      <Half clientId={client.id} resolved={false} />
      <Half clientId={client.id} resolved />
      {writing ? <TicketDialog client={client} onClose={() => setWriting(false)} /> : null}
    </Stack>
  );
}

function useTickets(clientId: string, resolved: boolean) {
  const api = useApi();
  const path = `${pathOf(clientId)}/tickets`;
  return useInfiniteQuery({
    queryKey: ['desk', path, resolved],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<TicketView>>(path, {
        query: { resolved, cursor: pageParam, limit: SHOWN },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
  });
}

function Half({ clientId, resolved }: { clientId: string; resolved: boolean }) {
  const { t } = useTranslation('desk-tickets');
  const tickets = useTickets(clientId, resolved);
  const monthOf = useMonth();
  return (
    <Panel title={resolved ? t('status.resolved') : t('unresolved')}>
      <Loaded query={tickets}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return <EmptyState title={resolved ? t('none_resolved') : t('none')} />;
          }
          return resolved ? (
            groups(items, monthOf).map(([month, found]) => (
              <section key={month} aria-label={month}>
                <h3 className={classes.month}>{month}</h3>
                <Lines tickets={found} />
              </section>
            ))
          ) : (
            <Lines tickets={items} />
          );
        }}
      </Loaded>
      {tickets.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          mt="sm"
          loading={tickets.isFetchingNextPage}
          onClick={() => void tickets.fetchNextPage()}
        >
          {t('older')}
        </Button>
      ) : null}
    </Panel>
  );
}

/** Those of one month together, the months in the order in which they come. */
function groups(
  tickets: readonly TicketView[],
  monthOf: (at: string) => string,
): [string, TicketView[]][] {
  const found = new Map<string, TicketView[]>();
  for (const one of tickets) {
    const month = monthOf(one.opened_at);
    found.set(month, [...(found.get(month) ?? []), one]);
  }
  return [...found];
}

function useMonth(): (at: string) => string {
  const { tag } = useLanguage();
  const { zone } = useZone();
  const format = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: zone });
  return (at) => format.format(new Date(at));
}

function Lines({ tickets }: { tickets: readonly TicketView[] }) {
  const { t } = useTranslation('desk-tickets');
  const can = useCan();
  return (
    <ul className={classes.lines}>
      {tickets.map((one) => (
        <li key={one.id} className={classes.line}>
          <span className={classes.subject}>
            {can('read_tickets') ? (
              <Anchor component={Link} to={`/tickets/${one.id}`} inherit>
                <bdi>{one.subject}</bdi>
              </Anchor>
            ) : (
              <bdi>{one.subject}</bdi>
            )}
          </span>
          <Chip tone={TICKET_TONES[one.status]}>{t(`status.${one.status}`)}</Chip>
          <span className={classes.soft}>
            {t('assignee')}: <bdi>{one.assignee_name || t('nobody')}</bdi>
          </span>
          <span className={classes.soft}>
            <Time at={one.opened_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
