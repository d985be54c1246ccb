/** Every event that people are told, by what it is about. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EventView } from '@/api/desk/types.gen';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { useWords } from '../../records/words';
import { GROUPS, useEvents } from './templates';
import classes from './templates.module.css';

export default function TemplatesPage() {
  const { t } = useTranslation('desk-templates');
  const events = useEvents();
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Loaded query={events} skeleton={<FormSkeleton fields={6} />}>
        {({ items }) => (
          <div className={classes.groups}>
            {GROUPS.map((group) => (
              <Group key={group} group={group} events={items.filter((e) => e.group === group)} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}

function Group({ group, events }: { group: string; events: EventView[] }) {
  const words = useWords();
  if (events.length === 0) return null;
  return (
    <Panel title={words('event_group', group)}>
      <ul className={classes.list}>
        {events.map((event) => (
          <li key={event.code} className={classes.line}>
            <Link to={`/message-templates/${event.code}` as '/'} className={classes.name}>
              {words('event', event.code)}
            </Link>
            <Marks event={event} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Marks({ event }: { event: EventView }) {
  const { t } = useTranslation('desk-templates');
  return (
    <span className={classes.marks}>
      {event.mandatory ? <Chip>{t('mandatory')}</Chip> : null}
      {event.mailed ? (
        <Chip tone={event.email ? 'good' : 'warn'}>
          {event.email ? t('mail_on') : t('mail_off')}
        </Chip>
      ) : null}
      {event.belled ? (
        <Chip tone={event.popup ? 'good' : 'warn'}>
          {event.popup ? t('bell_on') : t('bell_off')}
        </Chip>
      ) : null}
      {event.edited.length > 0 ? (
        <Chip tone="info">{t('edited', { languages: event.edited.join(', ') })}</Chip>
      ) : null}
    </span>
  );
}
