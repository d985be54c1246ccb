/** The latest registrations. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import classes from './DashboardPage.module.css';
import { useLatestClients } from './today';

const SHOWN = 6;

export function NewClientsPanel() {
  const { t } = useTranslation('desk-dashboard');
  const country = useCountryName();
  const clients = useLatestClients();
  const all = (
    <Anchor component={Link} to="/clients" size="sm">
      {t('all_clients')}
    </Anchor>
  );
  return (
    <Panel title={t('new_clients')} aside={all}>
      <Loaded query={clients}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('no_clients')} />
          ) : (
            <ul className={classes.rows}>
              {items.slice(0, SHOWN).map((client) => (
                <li key={client.id}>
                  <Link to={`/clients/${client.id}`} className={classes.row}>
                    <bdi className={classes.main}>{client.name}</bdi>
                    <StatusChip status={client.status} />
                    <span className={classes.break} />
                    <span className={classes.soft}>{country(client.nationality)}</span>
                    <span className={classes.soft}>
                      <Time at={client.registered_at} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
