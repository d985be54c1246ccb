/** The symbols of a server and what each stands for by the rules of the settings. */
import { Anchor, Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SymbolView } from '@/api/desk/types.gen';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { useServerChoices } from '../../records/servers';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';

export default function SymbolsPage() {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const can = useCan();
  const [search, change] = useSearchTexts();
  const servers = useServerChoices();
  const server = search.server ?? servers[0]?.value;
  const rules = can('read_settings') ? (
    <Anchor component={Link} to="/settings/accounts.symbol_aliases" size="sm">
      {t('symbols.rules')}
    </Anchor>
  ) : null;
  return (
    <>
      <PageHeader title={t('symbols.title')} subtitle={t('symbols.subtitle')} actions={rules} />
      <Select
        mb="md"
        maw="20rem"
        label={words('fact', 'server')}
        data={servers}
        value={server ?? null}
        allowDeselect={false}
        onChange={(next) => change({ server: next ?? undefined })}
      />
      {server ? <Symbols key={server} server={server} /> : null}
    </>
  );
}

function useColumns(): Column<SymbolView>[] {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  return useMemo(
    () => [
      {
        id: 'name',
        header: words('fact', 'symbol'),
        width: 160,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      {
        id: 'stands_for',
        header: t('symbols.stands_for'),
        width: 160,
        cell: (row) => (
          <strong>
            <bdi>{row.stands_for}</bdi>
          </strong>
        ),
      },
      {
        id: 'by',
        header: t('symbols.by'),
        width: 180,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.by === 'itself' ? 'neutral' : 'info'}>{t(`symbols.by_${row.by}`)}</Chip>
        ),
      },
      {
        id: 'on_server',
        header: t('symbols.on_server'),
        width: 170,
        cell: (row) =>
          row.on_server ? (
            <Chip tone="good">{t('symbols.there')}</Chip>
          ) : (
            <Chip tone="warn">{t('symbols.not_there')}</Chip>
          ),
      },
      {
        id: 'description',
        header: t('symbols.description'),
        width: 260,
        cell: (row) => <bdi>{row.description || '—'}</bdi>,
      },
      {
        id: 'path',
        header: t('symbols.path'),
        width: 240,
        cell: (row) => <bdi>{row.path || '—'}</bdi>,
      },
    ],
    [t, words],
  );
}

function Symbols({ server }: { server: string }) {
  const { t } = useTranslation('desk-accounts');
  const filters = useMemo<Filter[]>(
    () => [{ kind: 'search', id: 'symbol', label: t('symbols.try') }],
    [t],
  );
  return (
    <DataTable
      id="desk.symbols"
      label={t('symbols.title')}
      columns={useColumns()}
      filters={filters}
      rowKey={(row) => row.name}
      queryKey={['desk', 'symbols', server]}
      load={useList<SymbolView>(`/api/desk/trading-servers/${server}/symbols`)}
      state="page"
      empty={{ title: t('symbols.none') }}
    />
  );
}
