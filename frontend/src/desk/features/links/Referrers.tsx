/** What each referrer has brought by a link. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkReferrerView } from '@/api/desk/types.gen';
import { useFigureColumns } from '@/shared/links/columns';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { PersonName } from '../../records/Person';
import { useList } from '../../records/useList';
import { pathOf } from './links';

export function Referrers({ linkId }: { linkId: string }) {
  const { t } = useTranslation('desk-links');
  return (
    <DataTable
      id="desk.link.referrers"
      label={t('referrers')}
      columns={useColumns()}
      rowKey={(row) => row.referrer_id}
      rowHref={(row) => `/clients/${row.referrer_id}`}
      queryKey={['desk', 'links', linkId, 'referrers']}
      load={useList<LinkReferrerView>(`${pathOf(linkId)}/referrers`)}
      state="page"
      empty={{ title: t('no_referrers'), hint: t('no_referrers_hint') }}
    />
  );
}

function useColumns(): Column<LinkReferrerView>[] {
  const { t } = useTranslation('desk-links');
  const counts = useFigureColumns<LinkReferrerView>();
  return useMemo(
    () => [
      {
        id: 'referrer',
        header: t('referrer'),
        width: 260,
        pinned: true,
        card: 'title',
        cell: ({ referrer_id: id, name }) => <PersonName person={{ id, name }} />,
      },
      ...counts,
    ],
    [t, counts],
  );
}
