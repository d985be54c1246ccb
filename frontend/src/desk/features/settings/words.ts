/** Words of settings: titles, fields, choices and problems. */
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { readable } from '../../records/words';
import type { Problem } from './check';

export function useSettingWords() {
  const { t, i18n } = useTranslation('desk-settings');
  const { tag } = useLanguage();
  const known = (key: string, fallback: string) =>
    i18n.exists(key, { ns: 'desk-settings' }) ? t(key) : readable(fallback);
  return {
    title: (titleCode: string) => known(titleCode, titleCode.split('.').slice(1).join(' ')),
    /** What the setting is for; empty where its title says it all. */
    hint: (titleCode: string) => {
      const key = titleCode.replace(/^setting\./, 'setting_hint.');
      return i18n.exists(key, { ns: 'desk-settings' }) ? t(key) : '';
    },
    group: (group: string) => known(`group.${group}`, group),
    field: (name: string) => known(`field.${name}`, name),
    choice: (value: string) => known(`choice.${value}`, value),
    problem: (problem: Problem): string =>
      t(`problem.${problem.code}`, {
        limit: 'limit' in problem ? formatCount(problem.limit, tag) : '',
      }),
  };
}
