/** Whose ticket it is and how it stands; whoever answers can move it from here. */
import { Button, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AssignableView, TicketView } from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { TICKET_STATUSES } from '@/shared/thread/states';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { ClientLink } from '../../records/Person';
import { useCategories } from '../../records/ticketCategories';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan, useStaff } from '../../session';
import { pathOf, useRefreshTicket } from './tickets';
import classes from './tickets.module.css';

type Change = { status?: string; assignee_id?: string; category_id?: string };

export function TicketFacts({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('desk-tickets');
  const can = useCan();
  return (
    <div className={classes.facts}>
      <FactList
        facts={[
          {
            label: t('client'),
            value: <ClientLink client={{ id: ticket.client_id, name: ticket.client_name }} />,
          },
          { label: t('opened'), value: <Time at={ticket.opened_at} /> },
          { label: t('last_message'), value: <Time at={ticket.posted_at} /> },
          ...(ticket.waiting_since
            ? [{ label: t('waiting_since'), value: <Time at={ticket.waiting_since} /> }]
            : []),
          ...(ticket.resolved_at
            ? [
                { label: t('resolved_at'), value: <Time at={ticket.resolved_at} /> },
                { label: t('resolved_by'), value: t(`party.${ticket.resolved_by}`) },
              ]
            : []),
          ...(can('answer_tickets')
            ? []
            : [{ label: t('assignee'), value: <bdi>{ticket.assignee_name || '—'}</bdi> }]),
        ]}
      />
      {can('answer_tickets') ? <Moves ticket={ticket} /> : null}
    </div>
  );
}

function Moves({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('desk-tickets');
  const api = useApi();
  const refresh = useRefreshTicket(ticket.id);
  const { busy, problem, attempt } = useAttempt();
  const categories = useCategories();
  const known = categories.some(({ value }) => value === ticket.category_id);
  const move = (change: Change) =>
    void attempt(async () => refresh(await api.patch<TicketView>(pathOf(ticket.id), change)));
  return (
    <Stack gap="sm">
      <FormProblem problem={problem} />
      <Select
        label={t('status_of')}
        data={TICKET_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        value={ticket.status}
        allowDeselect={false}
        disabled={busy}
        onChange={(status) => (status ? move({ status }) : undefined)}
      />
      <Assignee ticket={ticket} busy={busy} move={move} />
      <Select
        label={t('category')}
        data={
          known
            ? categories
            : [...categories, { value: ticket.category_id, label: ticket.category_id }]
        }
        value={ticket.category_id}
        allowDeselect={false}
        disabled={busy}
        onChange={(id) => (id ? move({ category_id: id }) : undefined)}
      />
    </Stack>
  );
}

interface AssigneeProps {
  ticket: TicketView;
  busy: boolean;
  move: (change: Change) => void;
}

/** A choice of colleagues for whoever may give tickets; one's own hands for everybody else. */
function Assignee({ ticket, busy, move }: AssigneeProps) {
  const { t } = useTranslation('desk-tickets');
  const can = useCan();
  const { staff_id: me } = useStaff();
  const mayGive = can('assign_tickets');
  const { data } = useQuery({
    ...useRead<Items<AssignableView>>(`${pathOf(ticket.id)}/assignees`),
    enabled: mayGive,
  });
  const mine = ticket.assignee_id === me;
  if (!mayGive) {
    const free = ticket.assignee_id === '';
    return (
      <FactList
        facts={[
          {
            label: t('assignee'),
            value: (
              <>
                <bdi>{ticket.assignee_name || t('nobody')}</bdi>{' '}
                {mine || free ? (
                  <Button
                    variant="default"
                    size="compact-xs"
                    loading={busy}
                    onClick={() => move({ assignee_id: mine ? '' : me })}
                  >
                    {mine ? t('release') : t('take')}
                  </Button>
                ) : null}
              </>
            ),
          },
        ]}
      />
    );
  }
  const offered = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const gone = ticket.assignee_id && !offered.some(({ value }) => value === ticket.assignee_id);
  return (
    <Select
      label={t('assignee')}
      placeholder={t('nobody')}
      searchable
      clearable
      data={
        gone ? [...offered, { value: ticket.assignee_id, label: ticket.assignee_name }] : offered
      }
      value={ticket.assignee_id || null}
      disabled={busy}
      onChange={(id) => move({ assignee_id: id ?? '' })}
    />
  );
}
