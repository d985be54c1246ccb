/** What staff can ask for on behalf of a client, in a menu beside their other actions. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../../records/types';
import { useCan } from '../../../session';
import { ASKED_FOR, type AskedFor } from './asking';

const AskDialog = lazy(() => import('./AskDialog').then((one) => ({ default: one.AskDialog })));

export function AskMenu({ client }: { client: Client }) {
  const { t } = useTranslation('desk-asking');
  const can = useCan();
  const [what, setWhat] = useState<AskedFor | null>(null);
  if (!can('create_requests') || client.status !== 'active') return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />}>
            {t('menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ASKED_FOR.map((one) => (
            <Menu.Item key={one} onClick={() => setWhat(one)}>
              {t(`title.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {what ? (
        <Suspense>
          <AskDialog client={client} what={what} onClose={() => setWhat(null)} />
        </Suspense>
      ) : null}
    </>
  );
}
