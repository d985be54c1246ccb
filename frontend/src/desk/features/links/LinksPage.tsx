/** All promotional links with what they have brought. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkRowView } from '@/api/desk/types.gen';
import { useFigureColumns } from '@/shared/links/columns';
import { Address } from '@/shared/links/Share';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useList } from '../../records/useList';
import { useCan } from '../../session';
import { LinkState } from './LinkState';
import { PATH } from './links';

const LinkDialog = lazy(() => import('./LinkDialog').then((one) => ({ default: one.LinkDialog })));

export default function LinksPage() {
  const { t } = useTranslation('desk-links');
  const can = useCan();
  const [making, setMaking] = useState(false);
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            {can('read_settings') ? (
              <Button variant="default" component={Link} to="/settings/promotions.referral_banner">
                {t('banner')}
              </Button>
            ) : null}
            {can('update_promotional_links') ? (
              <Button
                leftSection={<IconPlus size={17} aria-hidden />}
                onClick={() => setMaking(true)}
              >
                {t('add')}
              </Button>
            ) : null}
          </>
        }
      />
      <DataTable
        id="desk.links"
        label={t('title')}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowHref={(row) => (row.deleted_at ? '' : `/promotional-links/${row.id}`)}
        queryKey={['desk', 'links']}
        load={useList<LinkRowView>(PATH)}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      {making ? (
        <Suspense>
          <LinkDialog link={null} onClose={() => setMaking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function useColumns(): Column<LinkRowView>[] {
  const { t } = useTranslation('desk-links');
  const { t: words } = useTranslation('links');
  const counts = useFigureColumns<LinkRowView>();
  return useMemo(
    () => [
      {
        id: 'name',
        header: words('name'),
        width: 200,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      {
        id: 'state',
        header: t('state'),
        width: 120,
        card: 'mark',
        cell: (row) => <LinkState link={row} />,
      },
      {
        id: 'audience',
        header: t('audience'),
        width: 170,
        cell: (row) => t(`audiences.${row.audience}`),
      },
      {
        id: 'target',
        header: words('target'),
        width: 130,
        cell: (row) => words(`targets.${row.target}`),
      },
      { id: 'source', header: t('source'), width: 160, cell: (row) => <bdi>{row.source}</bdi> },
      ...counts,
      {
        id: 'url',
        header: words('address'),
        width: 440,
        control: true,
        hiddenAtFirst: true,
        cell: (row) => <Address url={row.url} />,
      },
      {
        id: 'created_at',
        header: t('created_at'),
        width: 180,
        hiddenAtFirst: true,
        cell: (row) => <Time at={row.created_at} />,
      },
    ],
    [t, words, counts],
  );
}
