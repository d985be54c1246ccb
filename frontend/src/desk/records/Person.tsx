/** A client as a name with its id: in facts and table cells, leading to the client's page. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Person.module.css';

interface Named {
  id: string;
  name: string;
}

/** Somebody whose id is empty is outside the reader's scope: that they exist is all that shows. */
function OutsideScope() {
  const { t } = useTranslation('desk-words');
  return <span className={classes.id}>{t('outside_scope')}</span>;
}

export function ClientLink({ client }: { client: Named }) {
  if (!client.id) return <OutsideScope />;
  return (
    <span className={classes.person}>
      <Anchor component={Link} to={`/clients/${client.id}`} inherit>
        <bdi>{client.name}</bdi>
      </Anchor>
      <bdi className={classes.id}>{client.id}</bdi>
    </span>
  );
}

/** The same without a link, where the row itself leads on. */
export function PersonName({ person }: { person: Named | null }) {
  if (!person) return '—';
  if (!person.id) return <OutsideScope />;
  return (
    <span className={classes.person}>
      <bdi className={classes.name}>{person.name}</bdi>
      <bdi className={classes.id}>{person.id}</bdi>
    </span>
  );
}
