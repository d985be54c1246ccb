/** Language, theme and time zone; the first two are kept with the client's login as well. */
import { Input, SegmentedControl, Select, Stack, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type MeForm, portalChangeMe } from '@/api/portal';
import { asApiError } from '@/shared/api/ApiError';
import { useSession } from '@/shared/auth/context';
import { useBrand } from '@/shared/brand/brand';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { isLanguage, LANGUAGE_NAMES } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useZone, type ZoneChoice } from '@/shared/time/zone';
import { toastProblem } from '@/shared/ui/toast';
import type { Client } from '../../session';

const THEMES = ['light', 'dark', 'system'] as const;
type Theme = (typeof THEMES)[number];
/** The server's word for following the device is not Mantine's. */
const SCHEMES = { light: 'light', dark: 'dark', system: 'auto' } as const satisfies Record<
  Theme,
  string
>;

export function Appearance() {
  const { t } = useTranslation(['portal-profile', 'common']);
  const { languages } = useBrand();
  const { language, change } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { choice, choose } = useZone();
  const keep = useKeep();
  const changeLanguage = async (next: string | null) => {
    if (!isLanguage(next)) return;
    await change(next);
    await keep({ language: next });
  };
  const changeTheme = (next: string) => {
    const theme = next as Theme;
    setColorScheme(SCHEMES[theme]);
    void keep({ theme });
  };
  return (
    <Stack gap="md">
      <Select
        label={t('language')}
        description={t('language_hint')}
        data={languages
          .filter(isLanguage)
          .map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
        value={language}
        onChange={(next) => void changeLanguage(next)}
        allowDeselect={false}
      />
      <Input.Wrapper label={t('theme')} labelElement="div">
        <SegmentedControl
          fullWidth
          mt={4}
          aria-label={t('theme')}
          data={THEMES.map((theme) => ({
            value: theme,
            label: t(`common:theme.${SCHEMES[theme]}`),
          }))}
          value={colorScheme === 'auto' ? 'system' : colorScheme}
          onChange={changeTheme}
        />
      </Input.Wrapper>
      <Input.Wrapper label={t('zone')} description={t('zone_hint')} labelElement="div">
        <SegmentedControl
          fullWidth
          mt={4}
          aria-label={t('zone')}
          data={[
            { value: 'broker', label: t('common:zone.broker') },
            { value: 'local', label: t('common:zone.local') },
          ]}
          value={choice}
          onChange={(next) => choose(next as ZoneChoice)}
        />
      </Input.Wrapper>
    </Stack>
  );
}

/** Keeps a choice with the client's login; says so when that fails. */
function useKeep(): (change: MeForm) => Promise<void> {
  const session = useSession<Client>();
  const { ofError } = useErrorWords();
  return async (body) => {
    try {
      session.replaceWho(await portalChangeMe({ body }));
    } catch (thrown) {
      toastProblem(ofError(asApiError(thrown)));
    }
  };
}
