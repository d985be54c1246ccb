/** Whom the broker will not take: the list, adding and removing. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconFileImport, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlacklistEntryView as Entry } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { PageHeader } from '@/shared/ui/PageHeader';
import { toastDone } from '@/shared/ui/toast';
import { useList } from '../../records/useList';
import { useCan } from '../../session';

const AddDialog = lazy(() => import('./AddDialog').then((one) => ({ default: one.AddDialog })));

export const PATH = '/api/desk/blacklist';
const KEY = ['desk', 'blacklist'];

export default function BlacklistPage() {
  const { t } = useTranslation('desk-blacklist');
  const can = useCan();
  const api = useApi();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Entry | null>(null);
  const may = can('update_blacklist');
  const columns = useColumns(may ? setAsked : undefined);
  const filters = useMemo<Filter[]>(() => [{ kind: 'search', id: 'q', label: t('find') }], [t]);
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  const remove = async () => {
    if (!asked) return;
    await api.delete(`${PATH}/${asked.id}`);
    toastDone(t('removed'));
    await refresh();
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          may ? (
            <Group gap="sm">
              <Button
                component={Link}
                to="/blacklist/import"
                variant="default"
                leftSection={<IconFileImport size={17} aria-hidden />}
              >
                {t('import')}
              </Button>
              <Button
                leftSection={<IconPlus size={17} aria-hidden />}
                onClick={() => setAdding(true)}
              >
                {t('add')}
              </Button>
            </Group>
          ) : null
        }
      />
      <DataTable
        id="desk.blacklist"
        label={t('title')}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        queryKey={KEY}
        load={useList<Entry>(PATH)}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      {adding ? (
        <Suspense>
          <AddDialog onClose={() => setAdding(false)} onDone={() => void refresh()} />
        </Suspense>
      ) : null}
      <ConfirmDanger
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('remove_title')}
        confirmLabel={t('remove')}
        onConfirm={remove}
      >
        <Text size="sm">{t('remove_hint', { value: asked?.value ?? '' })}</Text>
      </ConfirmDanger>
    </>
  );
}

function useColumns(onRemove: ((entry: Entry) => void) | undefined): Column<Entry>[] {
  const { t } = useTranslation('desk-blacklist');
  const country = useCountryName();
  return useMemo(
    () => [
      {
        id: 'value',
        header: t('value'),
        width: 190,
        pinned: true,
        card: 'title',
        cell: (row) => (
          <bdi dir="ltr">{row.key === 'nationality' ? country(row.value) : row.value}</bdi>
        ),
      },
      { id: 'key', header: t('key'), width: 125, cell: (row) => t(`keys.${row.key}`) },
      { id: 'name', header: t('name'), width: 130, cell: (row) => <bdi>{row.name || '—'}</bdi> },
      { id: 'reason', header: t('reason'), width: 145, cell: (row) => t(`reasons.${row.reason}`) },
      {
        id: 'blocks',
        header: t('blocks'),
        width: 180,
        cell: (row) =>
          row.blocks_registration && row.blocks_accounts
            ? t('blocks_both')
            : t(row.blocks_accounts ? 'blocks_accounts' : 'blocks_registration'),
      },
      {
        id: 'note',
        header: t('note'),
        width: 130,
        cell: (row) => <bdi title={row.note}>{row.note || '—'}</bdi>,
      },
      {
        id: 'by',
        header: t('by'),
        width: 150,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.by_name}</bdi>,
      },
      { id: 'at', header: t('at'), width: 180, cell: (row) => <Time at={row.at} /> },
      {
        id: 'remove',
        header: t('action'),
        width: 72,
        cell: (row) =>
          onRemove ? (
            <ActionIcon
              variant="default"
              aria-label={t('remove_named', { value: row.value })}
              onClick={() => onRemove(row)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          ) : null,
      },
    ],
    [t, country, onRemove],
  );
}
