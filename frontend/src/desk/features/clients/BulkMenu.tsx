/** What can be done to many clients at once: to those ticked, or to all that the filters show. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import type { Filter } from '@/shared/table/types';
import { parametersOf } from '@/shared/table/useTableState';
import type { Ticks } from '../../lists/ticks';
import type { ClientRow } from '../../records/types';
import { useCan } from '../../session';
import { BULK_ACTIONS, type BulkAction, type Target } from './bulk';

const BulkDialog = lazy(() => import('./BulkDialog').then((one) => ({ default: one.BulkDialog })));
const NEEDED: Partial<Record<BulkAction, string>> = {
  delete: 'delete_clients',
  message: 'message_clients',
};

interface BulkMenuProps {
  ticks: Ticks<ClientRow>;
  /** The filters of the list: whatever narrows it narrows what is done to everything shown. */
  filters: readonly Filter[];
}

export function BulkMenu({ ticks, filters }: BulkMenuProps) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const [search] = useSearchTexts();
  const [action, setAction] = useState<BulkAction | null>(null);
  const actions = BULK_ACTIONS.filter((one) => can(NEEDED[one] ?? 'update_clients'));
  if (actions.length === 0) return null;
  const names = filters.flatMap(parametersOf).filter((name) => name !== 'q');
  const filter = Object.fromEntries(names.flatMap((n) => (search[n] ? [[n, search[n]]] : [])));
  const target: Target =
    ticks.rows.length > 0 ? { client_ids: ticks.rows.map(({ id }) => id) } : { filter };
  const count = ticks.rows.length;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />}>
            {count > 0 ? t('bulk.ticked', { count }) : t('bulk.all')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((one) => (
            <Menu.Item
              key={one}
              // A search by text is no filter that an order could name.
              disabled={count === 0 && Boolean(search.q)}
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
          <BulkDialog
            action={action}
            target={target}
            onClose={() => setAction(null)}
            onStarted={ticks.clear}
          />
        </Suspense>
      ) : null}
    </>
  );
}
