/** What staff can do to one client, in a menu; each asks for what it needs in a dialog. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../records/types';
import { useCan } from '../../session';

const ActionDialog = lazy(() =>
  import('./ActionDialog').then((one) => ({ default: one.ActionDialog })),
);

export const CLIENT_ACTIONS = [
  'owner',
  'participants',
  'group',
  'kind',
  'tags',
  'referrer',
  'message',
  'password',
  'visit',
  'delete',
] as const;
export type ClientAction = (typeof CLIENT_ACTIONS)[number];

const NEEDED: Partial<Record<ClientAction, string>> = {
  password: 'reset_client_passwords',
  message: 'message_clients',
  visit: 'visit_portals',
  delete: 'delete_clients',
};

export function ClientActions({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const [action, setAction] = useState<ClientAction | null>(null);
  const actions = CLIENT_ACTIONS.filter((one) => can(NEEDED[one] ?? 'update_clients'));
  if (actions.length === 0 || client.status === 'deleted' || client.status === 'rejected') {
    return null;
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />}>
            {t('actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((one) => (
            <Menu.Item
              key={one}
              c={one === 'delete' ? 'var(--fl-loss)' : undefined}
              onClick={() => setAction(one)}
            >
              {t(`bulk.action.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {action ? (
        <Suspense>
          <ActionDialog client={client} action={action} onClose={() => setAction(null)} />
        </Suspense>
      ) : null}
    </>
  );
}
