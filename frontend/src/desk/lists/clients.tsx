/** The columns of clients, for their list and for the downlines of one. */
import { useMemo } from 'react';
import { pickText } from '@/shared/i18n/localized';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { StatusChip } from '@/shared/ui/StatusChip';
import { ClientTags } from '../records/ClientTags';
import { PersonName } from '../records/Person';
import type { ClientRow } from '../records/types';
import { useWords } from '../records/words';

const SHOWN_TAGS = 5;

export function useClientColumns(): Column<ClientRow>[] {
  const words = useWords();
  const country = useCountryName();
  const { tag, language } = useLanguage();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return [
      {
        id: 'name',
        header: label('name'),
        width: 200,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      { id: 'id', header: label('client_id'), width: 110, cell: (row) => <bdi>{row.id}</bdi> },
      {
        id: 'status',
        header: label('status'),
        width: 115,
        card: 'mark',
        cell: (row) => <StatusChip status={row.status} />,
      },
      {
        id: 'kind',
        header: label('kind'),
        width: 95,
        card: 'mark',
        cell: (row) => <StatusChip status={row.kind} />,
      },
      {
        id: 'identity',
        header: label('identity'),
        width: 115,
        card: 'none',
        cell: (row) => <StatusChip status={row.identity} />,
      },
      { id: 'email', header: label('email'), width: 240, cell: (row) => <bdi>{row.email}</bdi> },
      {
        id: 'phone',
        header: label('phone'),
        width: 160,
        cell: (row) => <bdi dir="ltr">{row.phone}</bdi>,
      },
      {
        id: 'nationality',
        header: label('nationality'),
        width: 150,
        cell: (row) => country(row.nationality),
      },
      {
        id: 'group',
        header: label('group'),
        width: 130,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => pickText(row.group.name, language),
      },
      {
        id: 'tags',
        header: label('tags'),
        width: 260,
        card: 'none',
        cell: (row) => <ClientTags client={row} atMost={SHOWN_TAGS} />,
      },
      {
        id: 'participants',
        header: label('participants'),
        width: 200,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => row.participants.map(({ name }) => name).join(' · ') || '—',
      },
      {
        id: 'owner',
        header: label('owner'),
        width: 170,
        card: 'none',
        cell: (row) => row.owner?.name ?? '—',
      },
      {
        id: 'referrer',
        header: label('referrer'),
        width: 210,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <PersonName person={row.referrer} />,
      },
      {
        id: 'referral_code',
        header: label('referral_code'),
        width: 130,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.referral_code}</bdi>,
      },
      {
        id: 'downline_count',
        header: label('downline_count'),
        width: 110,
        align: 'end',
        cell: (row) => formatCount(row.downline_count, tag),
      },
      {
        id: 'registered_at',
        header: label('registered_at'),
        width: 200,
        cell: (row) => <Time at={row.registered_at} />,
      },
      {
        id: 'last_login_at',
        header: label('last_login_at'),
        width: 200,
        card: 'none',
        cell: (row) => (row.last_login_at ? <Time at={row.last_login_at} /> : '—'),
      },
    ];
  }, [words, country, tag, language]);
}
