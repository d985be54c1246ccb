/** The desk's frame around every signed-in page. */
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useSession } from '@/shared/auth/context';
import type { Language } from '@/shared/i18n/languages';
import { NoticeLinkContext } from '@/shared/notices/links';
import { AppFrame } from '@/shared/shell/AppFrame';
import { Bell } from '@/shared/shell/Bell';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { type Staff, useStaff } from '../session';
import { deskLink } from './links';
import { useDeskSearch } from './useDeskSearch';
import { useNavigation } from './useNavigation';

export default function DeskShell() {
  const { t } = useTranslation('desk-shell');
  const session = useSession<Staff>();
  const api = useApi();
  const staff = useStaff();
  const keepLanguage = (language: Language) =>
    // A choice that could not be kept still holds on this device.
    void api.patch<Staff>('/api/desk/me', { language }).then(
      (who) => session.replaceWho(who),
      () => undefined,
    );
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
        onLanguage={keepLanguage}
        onSignOut={() => void session.signOut()}
      >
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </AppFrame>
    </NoticeLinkContext>
  );
}
