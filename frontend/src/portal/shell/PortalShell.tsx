/** The portal's frame around every signed-in page. */
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/shared/auth/context';
import { Entered } from '@/shared/auth/Entered';
import { useBrand } from '@/shared/brand/brand';
import { RemedyContext } from '@/shared/forms/remedies';
import { NoticeLinkContext } from '@/shared/notices/links';
import { AppFrame } from '@/shared/shell/AppFrame';
import { Bell } from '@/shared/shell/Bell';
import type { Person } from '@/shared/shell/types';
import { useFollowedChoices } from '@/shared/shell/useFollowedChoices';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { type Client, useClient } from '../session';
import { Entry } from './Entry';
import { kycRemedy } from './KycRemedy';
import { portalLink } from './links';
import { useNavigation } from './useNavigation';
import { VisitBanner } from './VisitBanner';

function usePerson(): Person {
  const { t } = useTranslation('portal-shell');
  const client = useClient();
  const ids = [
    {
      label: t('person.client_id'),
      value: client.client_id,
      copyLabel: t('person.copy_client_id'),
    },
  ];
  if (client.referral_code) {
    ids.push({
      label: t('person.referral_code'),
      value: client.referral_code,
      copyLabel: t('person.copy_referral_code'),
    });
  }
  return { name: client.name, email: client.email, ids, profileTo: '/profile' };
}

export default function PortalShell() {
  return (
    <Entered passwordAt="/profile">
      <Frame />
    </Entered>
  );
}

function Frame() {
  const { t } = useTranslation('portal-shell');
  const session = useSession<Client>();
  const person = usePerson();
  const client = useClient();
  const { ib_upgrades: takesUpgrades } = useBrand();
  const mayUpgrade = client.kind === 'trader' && takesUpgrades;
  const navigation = useNavigation({
    modules: client.modules,
    mayUpgrade,
    isBroker: client.kind === 'ib',
    mayRefer: client.kind === 'ib' || client.referral_code !== null,
  });
  const choices = useFollowedChoices(client);
  return (
    <NoticeLinkContext value={portalLink}>
      <AppFrame
        navigation={navigation}
        searchHint={t('search')}
        person={person}
        bell={<Bell />}
        banner={<VisitBanner />}
        {...choices}
        onSignOut={() => void session.signOut()}
      >
        <Suspense fallback={<PageSkeleton />}>
          <RemedyContext value={kycRemedy}>
            <Entry>
              <Outlet />
            </Entry>
          </RemedyContext>
        </Suspense>
      </AppFrame>
    </NoticeLinkContext>
  );
}
