/** The frame of every signed-in page: sidebar (a drawer on a phone), top bar, content. */
import { Drawer } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './AppFrame.module.css';
import { Brandmark } from './Brandmark';
import { Sidebar } from './Sidebar';
import { TopBar, type TopBarProps } from './TopBar';
import type { NavGroup, PaletteItem } from './types';

const Palette = lazy(() => import('./Palette'));
const SMALL_KEY = 'fairlead.sidebar';
const PHONE = '(max-width: 62em)';

export interface AppFrameProps
  extends Pick<TopBarProps, 'person' | 'bell' | 'onLanguage' | 'onScheme' | 'onSignOut'> {
  navigation: NavGroup[];
  /** Placeholder of the search button and palette. */
  searchHint: string;
  /** Finds records beyond the pages themselves. */
  search?: (text: string, signal: AbortSignal) => Promise<PaletteItem[]>;
  /** Stays in sight below the page. */
  banner?: ReactNode;
  children: ReactNode;
}

export function AppFrame({
  navigation,
  searchHint,
  search,
  banner,
  children,
  ...bar
}: AppFrameProps) {
  const { t } = useTranslation('common');
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }) ?? false;
  const [small, setSmall] = useState(() => localStorage.getItem(SMALL_KEY) === 'small');
  const [drawer, drawerIs] = useDisclosure(false);
  const [palette, paletteIs] = useDisclosure(false);
  useHotkeys([['mod+K', paletteIs.open]], []);
  useCloseOnNavigation(drawerIs.close);

  const toggle = () => {
    localStorage.setItem(SMALL_KEY, small ? 'wide' : 'small');
    setSmall(!small);
  };

  return (
    <div className={classes.frame} data-small={small || undefined}>
      <a href="#content" className={classes.skip}>
        {t('shell.skip')}
      </a>
      {isPhone ? (
        <Drawer opened={drawer} onClose={drawerIs.close} size="18rem" title={<Brandmark />}>
          <Sidebar navigation={navigation} small={false} />
        </Drawer>
      ) : (
        <Sidebar navigation={navigation} small={small} onToggle={toggle} />
      )}
      <div className={classes.main}>
        <TopBar
          {...bar}
          onMenu={isPhone ? drawerIs.open : undefined}
          searchHint={searchHint}
          onSearch={paletteIs.open}
        />
        <main id="content" className={classes.content} tabIndex={-1}>
          {children}
        </main>
        {banner}
      </div>
      {palette ? (
        <Suspense>
          <Palette
            navigation={navigation}
            hint={searchHint}
            search={search}
            onClose={paletteIs.close}
          />
        </Suspense>
      ) : null}
      <Notifications position="bottom-right" containerWidth={360} />
    </div>
  );
}

function useCloseOnNavigation(close: () => void) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the page changes
  useEffect(close, [path]);
}
