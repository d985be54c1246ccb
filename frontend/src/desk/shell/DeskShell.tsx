/** The desk's frame around every signed-in page. */
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/shared/auth/context';
import { Entered } from '@/shared/auth/Entered';
import { NoticeLinkContext } from '@/shared/notices/links';
import { AppFrame } from '@/shared/shell/AppFrame';
import { Bell } from '@/shared/shell/Bell';
import { useFollowedChoices } from '@/shared/shell/useFollowedChoices';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { type Staff, useStaff } from '../session';
import { deskLink } from './links';
import { useDeskSearch } from './useDeskSearch';
import { useNavigation } from './useNavigation';

export default function DeskShell() {
  return (
    <Entered passwordAt="/profile">
      <Frame />
    </Entered>
  );
}

function Frame() {
  const { t } = useTranslation('desk-shell');
  const session = useSession<Staff>();
  const staff = useStaff();
  const choices = useFollowedChoices(staff);
  const ids = [
    { label: t('person.staff_id'), value: staff.staff_id, copyLabel: t('person.copy_staff_id') },
  ];
  return (
    <NoticeLinkContext value={deskLink}>
      <AppFrame
        navigation={useNavigation()}
        searchHint={t('search')}
        search={useDeskSearch()}
        person={{ name: staff.name, email: staff.email, ids, profileTo: '/profile' }}
        bell={<Bell />}
        {...choices}
        onSignOut={() => void session.signOut()}
      >
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </AppFrame>
    </NoticeLinkContext>
  );
}
