/** One ticket: the thread with the notes of staff, the answer, and who is in charge. */
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TicketPostView, TicketView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Thread } from '@/shared/thread/Thread';
import { inOrder, type ThreadPost } from '@/shared/thread/types';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { LinesSkeleton, PageSkeleton } from '@/shared/ui/skeletons';
import { openInTab } from '../../records/files';
import { useCategoryNames } from '../../records/ticketCategories';
import { TICKET_TONES } from '../../records/tickets';
import { useCan } from '../../session';
import { AnswerForm } from './AnswerForm';
import { TicketFacts } from './TicketFacts';
import { usePosts, useTicket } from './tickets';
import classes from './tickets.module.css';

export default function TicketPage() {
  const { ticketId = '' } = useParams({ strict: false }) as { ticketId?: string };
  const ticket = useTicket(ticketId);
  return (
    <Loaded query={ticket} skeleton={<PageSkeleton />}>
      {(found) => <TicketSheet key={found.id} ticket={found} />}
    </Loaded>
  );
}

function TicketSheet({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('desk-tickets');
  const { language } = useLanguage();
  const can = useCan();
  return (
    <>
      <PageHeader
        title={ticket.subject}
        subtitle={pickText(ticket.category, language)}
        marks={<Chip tone={TICKET_TONES[ticket.status]}>{t(`status.${ticket.status}`)}</Chip>}
      />
      <div className={classes.two}>
        <div className={classes.column}>
          <Panel>
            <StaffThread ticket={ticket} />
          </Panel>
          {can('answer_tickets') ? (
            <Panel title={t('answer')}>
              <AnswerForm ticket={ticket} />
            </Panel>
          ) : null}
        </div>
        <Panel title={t('facts')}>
          <TicketFacts ticket={ticket} />
        </Panel>
      </div>
    </>
  );
}

function StaffThread({ ticket }: { ticket: TicketView }) {
  const api = useApi();
  const posts = usePosts(ticket.id);
  const asThread = useThreadPost(ticket);
  return (
    <Loaded query={posts} skeleton={<LinesSkeleton />}>
      {(data) => (
        <Thread
          posts={inOrder<TicketPostView>(data).map(asThread)}
          onOpen={({ file_id }) => openInTab(api, file_id)}
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

function useThreadPost(ticket: TicketView): (post: TicketPostView) => ThreadPost {
  const { t } = useTranslation('desk-tickets');
  const nameOf = useCategoryNames();
  const who = (post: TicketPostView) =>
    post.by === 'system' ? t('party.system') : post.by_name || ticket.client_name;
  const happened = (post: TicketPostView) =>
    t(`event.${post.event}`, {
      who: who(post),
      name: post.facts.staff_name ?? '',
      category: nameOf(post.facts.category_id ?? ''),
      status: post.facts.status ? t(`status.${post.facts.status}`) : '',
    });
  return (post) => ({
    id: post.id,
    at: post.at,
    who: who(post),
    mine: post.by === 'staff',
    kind: post.kind,
    text: post.event ? happened(post) : post.text,
    files: post.files,
  });
}
