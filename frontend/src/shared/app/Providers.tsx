/** Everything pages may rely on: theme, direction, queries, session, brand, time zone. */
import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  useDirection,
} from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { type ReactNode, useEffect, useMemo } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { JsonClient } from '@/shared/api/jsonClient';
import { AuthProvider } from '@/shared/auth/context';
import type { Session } from '@/shared/auth/Session';
import { SlideProvider } from '@/shared/auth/slide/SlideProvider';
import { BrandContext, useBrandQuery } from '@/shared/brand/brand';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { brandTheme, surfaceVariables } from '@/shared/theme/theme';
import { ZoneProvider } from '@/shared/time/zone';

const schemes = localStorageColorSchemeManager({ key: 'fairlead.color-scheme' });

export interface ProvidersProps {
  session: Session<unknown>;
  api: JsonClient;
  queries: QueryClient;
  translations: i18n;
  children: ReactNode;
}

export function Providers({ session, api, queries, translations, children }: ProvidersProps) {
  return (
    <I18nextProvider i18n={translations}>
      <QueryClientProvider client={queries}>
        <AuthProvider session={session} api={api}>
          <Branded realm={session.realm}>{children}</Branded>
        </AuthProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

function Branded({ realm, children }: { realm: Session<unknown>['realm']; children: ReactNode }) {
  const brand = useBrandQuery(realm);
  const { direction } = useLanguage();
  const { t } = useTranslation('common');
  const theme = useMemo(
    () => brandTheme(brand.accent, { close: t('actions.close') }),
    [brand.accent, t],
  );
  return (
    <BrandContext value={brand}>
      <DirectionProvider initialDirection={direction} detectDirection={false}>
        <FollowLanguage />
        <MantineProvider
          theme={theme}
          cssVariablesResolver={surfaceVariables}
          defaultColorScheme="auto"
          colorSchemeManager={schemes}
        >
          <ZoneProvider>
            <SlideProvider>{children}</SlideProvider>
          </ZoneProvider>
        </MantineProvider>
      </DirectionProvider>
    </BrandContext>
  );
}

/** Turns the components round when the language changes. */
function FollowLanguage() {
  const { direction } = useLanguage();
  const { setDirection } = useDirection();
  useEffect(() => setDirection(direction), [direction, setDirection]);
  return null;
}
