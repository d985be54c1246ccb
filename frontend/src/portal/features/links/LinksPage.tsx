/** The links that a client may share, with what each has brought. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listOwnPromotionalLinks, type OwnLinkView, readReferralBanner } from '@/api/portal';
import { useFigureColumns } from '@/shared/links/columns';
import { Address } from '@/shared/links/Share';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { Banner } from './Banner';

export default function LinksPage() {
  const { t } = useTranslation('links');
  // Read before anything is shown, so that the list does not move down once it has come.
  const banner = useQuery({
    queryKey: ['portal', 'referral-banner'],
    queryFn: ({ signal }) => readReferralBanner({ signal }),
  });
  const columns = useColumns();
  if (banner.isPending) return <PageSkeleton />;
  return (
    <>
      <PageHeader title={t('yours')} subtitle={t('yours_hint')} />
      {banner.data ? <Banner banner={banner.data} /> : null}
      <DataTable
        id="portal.links"
        label={t('yours')}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={(row) => `/links/${row.id}`}
        queryKey={['portal', 'links']}
        load={({ cursor, limit }, signal) =>
          listOwnPromotionalLinks({ query: { cursor, limit }, signal })
        }
        empty={{ title: t('none'), hint: t('none_hint') }}
      />
    </>
  );
}

function useColumns(): Column<OwnLinkView>[] {
  const { t } = useTranslation('links');
  const counts = useFigureColumns<OwnLinkView>();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('name'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      {
        id: 'target',
        header: t('target'),
        width: 140,
        card: 'mark',
        cell: (row) => <Chip tone="info">{t(`targets.${row.target}`)}</Chip>,
      },
      {
        id: 'url',
        header: t('address'),
        width: 480,
        control: true,
        cell: (row) => <Address url={row.url} />,
      },
      ...counts,
    ],
    [t, counts],
  );
}
