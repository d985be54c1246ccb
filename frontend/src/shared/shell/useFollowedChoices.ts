/**
 * Language and looks follow the person: what is kept with their login is taken over when it is news
 * to this device, and a choice made here is kept there.
 */
import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useApi, useSession } from '@/shared/auth/context';
import { isLanguage, type Language } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';

export interface Choices {
  language: string;
  /** `light`, `dark`, or `system` to follow the device. */
  theme: string | null;
}

const SEEN_KEY = 'fairlead.choices';

/** The server's word for following the device is not Mantine's. */
const schemeOf = (theme: string | null): MantineColorScheme =>
  theme === 'light' || theme === 'dark' ? theme : 'auto';
const themeOf = (scheme: MantineColorScheme) => (scheme === 'auto' ? 'system' : scheme);

export function useFollowedChoices<Who extends Choices>(who: Who) {
  const session = useSession<Who>();
  const api = useApi();
  const { change } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const kept = `${who.language} ${who.theme}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is kept is news
  useEffect(() => {
    // Seen before: whatever this device shows instead was chosen on it since.
    if (localStorage.getItem(SEEN_KEY) === kept) return;
    setColorScheme(schemeOf(who.theme));
    // Only what has been taken over counts as seen: the page may be left while words are loading.
    const taken = isLanguage(who.language) ? change(who.language) : Promise.resolve();
    void taken.then(() => localStorage.setItem(SEEN_KEY, kept));
  }, [kept]);
  const keep = (choice: Partial<Choices>) =>
    // A choice that could not be kept still holds on this device.
    void api.patch<Who>(`/api/${session.realm}/me`, choice).then(
      (fresh) => session.replaceWho(fresh),
      () => undefined,
    );
  return {
    onLanguage: (language: Language) => keep({ language }),
    onScheme: (scheme: MantineColorScheme) => keep({ theme: themeOf(scheme) }),
  };
}
