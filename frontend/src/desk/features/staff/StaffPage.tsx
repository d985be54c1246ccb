/** Members of staff: who they are, what they may do, whether they can sign in. */
import { Button, Drawer } from '@mantine/core';
import { IconSitemap, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { StatusChip } from '@/shared/ui/StatusChip';
import { FormSkeleton } from '@/shared/ui/skeletons';
import type { Member } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { STAFF, standingOf } from './staff';

const MemberForm = lazy(() => import('./MemberForm'));
const MemberFacts = lazy(() =>
  import('./MemberFacts').then((one) => ({ default: one.MemberFacts })),
);

function useColumns(): Column<Member>[] {
  const words = useWords();
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
      { id: 'email', header: label('email'), width: 250, cell: (row) => <bdi>{row.email}</bdi> },
      {
        id: 'status',
        header: label('status'),
        width: 120,
        card: 'mark',
        cell: (row) => <StatusChip status={standingOf(row)} />,
      },
      { id: 'role', header: label('role'), width: 180, cell: (row) => <bdi>{row.role.name}</bdi> },
      {
        id: 'supervisor',
        header: label('supervisor'),
        width: 180,
        cell: (row) => <bdi>{row.supervisor?.name ?? '—'}</bdi>,
      },
      {
        id: 'last_login_at',
        header: label('last_login_at'),
        width: 200,
        cell: (row) => (row.last_login_at ? <Time at={row.last_login_at} /> : '—'),
      },
      {
        id: 'created_at',
        header: label('created_at'),
        width: 200,
        cell: (row) => <Time at={row.created_at} />,
      },
      {
        id: 'id',
        header: label('staff_id'),
        width: 270,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.id}</bdi>,
      },
    ];
  }, [words]);
}

type Open = { member: Member | null };

export default function StaffPage() {
  const { t } = useTranslation('desk-staff');
  const can = useCan();
  const { direction } = useLanguage();
  const [open, setOpen] = useState<Open | null>(null);
  const canChange = can('update_staff');
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <Button
              component={Link}
              to="/staff/team"
              variant="default"
              leftSection={<IconSitemap size={17} aria-hidden />}
            >
              {t('team.title')}
            </Button>
            {canChange ? (
              <Button
                leftSection={<IconUserPlus size={17} />}
                onClick={() => setOpen({ member: null })}
              >
                {t('add')}
              </Button>
            ) : null}
          </>
        }
      />
      <DataTable
        id="desk.staff"
        label={t('title')}
        columns={useColumns()}
        rowKey={(row) => row.id}
        onOpen={(member) => setOpen({ member })}
        queryKey={[...STAFF, 'list']}
        load={useList<Member>('/api/desk/staff')}
        empty={{ title: t('empty') }}
      />
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position={direction === 'rtl' ? 'left' : 'right'}
        size="md"
        title={open?.member ? open.member.name : t('add')}
      >
        {open ? (
          <Suspense fallback={<FormSkeleton fields={5} />}>
            {open.member && !canChange ? (
              <MemberFacts member={open.member} />
            ) : (
              <MemberForm member={open.member} onDone={() => setOpen(null)} />
            )}
          </Suspense>
        ) : null}
      </Drawer>
    </>
  );
}
