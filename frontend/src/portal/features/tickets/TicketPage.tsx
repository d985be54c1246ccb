/** One question: what was said on both sides, and what the client can do about it. */
import { Alert, Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  closeOwnTicket,
  listOwnTicketPosts,
  type OwnPostView,
  type OwnTicketView,
  openOwnFile,
} from '@/api/portal';
import { readOwnTicketOptions } from '@/api/portal/@tanstack/react-query.gen';
import { asApiError } from '@/shared/api/ApiError';
import { pollEvery } from '@/shared/api/queryClient';
import { useAttempt } from '@/shared/api/useAttempt';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Thread } from '@/shared/thread/Thread';
import { inOrder, type ThreadPost } from '@/shared/thread/types';
import { Time } from '@/shared/time/Time';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { LinesSkeleton, PageSkeleton } from '@/shared/ui/skeletons';
import { useClient } from '../../session';
import { ReplyForm } from './ReplyForm';
import { postsKey, TONES, ticketOf, useRefreshTicket } from './tickets';
import classes from './tickets.module.css';

const POLL_MS = 10_000;
const SHOWN = 50;

export default function TicketPage() {
  const { ticketId = '' } = useParams({ strict: false });
  const ticket = useQuery({
    ...readOwnTicketOptions(ticketOf(ticketId)),
    refetchInterval: pollEvery(POLL_MS),
  });
  return (
    <Loaded query={ticket} skeleton={<PageSkeleton />}>
      {(found) => <TicketSheet ticket={found} />}
    </Loaded>
  );
}

function TicketSheet({ ticket }: { ticket: OwnTicketView }) {
  const { t } = useTranslation('portal-tickets');
  const { language } = useLanguage();
  const resolved = ticket.status === 'resolved';
  return (
    <div className={classes.page}>
      <PageHeader
        title={ticket.subject}
        subtitle={pickText(ticket.category, language)}
        marks={<Chip tone={TONES[ticket.status]}>{t(`status.${ticket.status}`)}</Chip>}
        actions={<Steer ticket={ticket} />}
      />
      {ticket.resolves_at ? (
        <Alert color="blue" icon={<IconClock size={18} aria-hidden />}>
          {t('your_turn')} <Time at={ticket.resolves_at} />
        </Alert>
      ) : null}
      <Panel>
        <OwnThread ticket={ticket} />
      </Panel>
      {resolved ? (
        <p className={classes.hint}>{ticket.can_reopen ? t('may_reopen') : t('ask_anew')}</p>
      ) : (
        <Panel title={t('reply')}>
          <ReplyForm ticketId={ticket.id} />
        </Panel>
      )}
    </div>
  );
}

/** Closing, and reopening while that is possible. */
function Steer({ ticket }: { ticket: OwnTicketView }) {
  const { t } = useTranslation('portal-tickets');
  const refresh = useRefreshTicket(ticket.id);
  const { modules } = useClient();
  const { busy, problem, attempt } = useAttempt();
  const resolved = ticket.status === 'resolved';
  if (resolved && !(ticket.can_reopen && modules.includes('tickets'))) return null;
  const steer = () =>
    attempt(async () =>
      refresh(await closeOwnTicket({ ...ticketOf(ticket.id), body: { resolved: !resolved } })),
    );
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => void steer()}>
        {resolved ? t('reopen') : t('close')}
      </Button>
      <FormProblem problem={problem} />
    </>
  );
}

function useOwnPosts(id: string) {
  return useInfiniteQuery({
    queryKey: postsKey(id),
    queryFn: ({ pageParam, signal }) =>
      listOwnTicketPosts({ ...ticketOf(id), query: { cursor: pageParam, limit: SHOWN }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    refetchInterval: pollEvery(POLL_MS),
  });
}

function OwnThread({ ticket }: { ticket: OwnTicketView }) {
  const posts = useOwnPosts(ticket.id);
  const asThread = useThreadPost();
  return (
    <Loaded query={posts} skeleton={<LinesSkeleton />}>
      {(data) => (
        <Thread
          posts={inOrder<OwnPostView>(data).map(asThread)}
          onOpen={open}
          earlier={
            posts.hasNextPage
              ? { busy: posts.isFetchingNextPage, read: () => void posts.fetchNextPage() }
              : undefined
          }
        />
      )}
    </Loaded>
  );
}

async function open({ file_id }: { file_id: string }): Promise<void> {
  const { url } = await openOwnFile({ path: { file_id } }).catch((thrown) => {
    throw asApiError(thrown);
  });
  window.location.assign(url);
}

function useThreadPost(): (post: OwnPostView) => ThreadPost {
  const { t } = useTranslation('portal-tickets');
  const { name } = useBrand();
  return (post) => ({
    id: post.id,
    at: post.at,
    who: post.by === 'client' ? t('you') : name,
    mine: post.by === 'client',
    kind: post.event ? 'event' : 'message',
    text: post.event ? t(`event.${post.event}_${post.by}`) : post.text,
    files: post.files,
  });
}
