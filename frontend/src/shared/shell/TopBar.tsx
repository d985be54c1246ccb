/** Search, language, theme, bell and the person's menu. */
import { ActionIcon, Kbd, type MantineColorScheme, UnstyledButton } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/shared/i18n/languages';
import { AvatarMenu } from './AvatarMenu';
import { LanguageMenu } from './LanguageMenu';
import { ThemeMenu } from './ThemeMenu';
import classes from './TopBar.module.css';
import type { Person } from './types';

export interface TopBarProps {
  person: Person;
  bell: ReactNode;
  searchHint: string;
  onSearch: () => void;
  /** Opens the phone's drawer; none where the sidebar is in sight. */
  onMenu?: () => void;
  /** Keeps the choice with the person's record. */
  onLanguage: (language: Language) => void;
  onScheme: (scheme: MantineColorScheme) => void;
  onSignOut: () => void;
}

export function TopBar({
  person,
  bell,
  searchHint,
  onSearch,
  onMenu,
  onLanguage,
  onScheme,
  onSignOut,
}: TopBarProps) {
  const { t } = useTranslation('common');
  return (
    <header className={classes.bar}>
      {onMenu ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('shell.open_menu')}
          onClick={onMenu}
        >
          <IconMenu2 size={22} stroke={1.7} />
        </ActionIcon>
      ) : null}
      <UnstyledButton className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K">
        <IconSearch size={17} aria-hidden />
        <span className={classes.hint}>{searchHint}</span>
        <Kbd className={classes.keys} aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className={classes.tools}>
        <LanguageMenu onLanguage={onLanguage} />
        <ThemeMenu onScheme={onScheme} />
        {bell}
        <AvatarMenu person={person} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
