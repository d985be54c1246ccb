/** Words for the server's codes. A code that has none yet is shown readably instead of hidden. */
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '@/shared/table/types';

export type WordGroup =
  | 'action'
  | 'batch'
  | 'bucket'
  | 'cause'
  | 'deal'
  | 'entry'
  | 'event'
  | 'event_group'
  | 'belonging'
  | 'export_kind'
  | 'export_problem'
  | 'export_status'
  | 'fact'
  | 'invariant'
  | 'kyc_label'
  | 'ledger'
  | 'log'
  | 'login'
  | 'mail'
  | 'mode'
  | 'object'
  | 'order'
  | 'permission'
  | 'permission_group'
  | 'request'
  | 'scope'
  | 'notification_scope'
  | 'sensitive_field'
  | 'showing'
  | 'side'
  | 'tag'
  | 'transaction'
  | 'value'
  | 'waits_for'
  | 'why_not';

export type Words = (group: WordGroup, code: string) => string;

/** `available_after` as `Available after`. */
export function readable(code: string): string {
  const text = code.replace(/[_.]+/g, ' ').trim();
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('desk-words');
  return useCallback(
    (group, code) => {
      const key = `${group}.${code}`;
      return i18n.exists(key, { ns: 'desk-words' }) ? t(key) : readable(code);
    },
    [t, i18n],
  );
}

/** Who did it, by name; what has no name is the system. */
export function usePersonName(): (name: string) => string {
  const words = useWords();
  return useCallback((name) => name || words('value', 'system'), [words]);
}

/** What a refusal's code means, without its facts: for lists of what could not be done. */
export function useCodeWords(): (code: string) => string {
  const { t, i18n } = useTranslation('desk-words');
  return useCallback(
    (code) => {
      const key = [`desk-words:errors.${code}`, `common:errors.${code}`].find((one) =>
        i18n.exists(one),
      );
      return key ? t(key as 'errors.amount_zero') : readable(code);
    },
    [t, i18n],
  );
}

/** Who decides a step: people and roles by name, or everybody who holds a permission. */
export function useApprovers(): (label: string) => string {
  const { t, i18n } = useTranslation('desk-words');
  const words = useWords();
  return (label) =>
    i18n.exists(`permission.${label}`, { ns: 'desk-words' })
      ? t('whoever_may', { permission: words('permission', label) })
      : label;
}

/** Keep `codes` outside the component: a new list makes new choices. */
export function useChoices(group: WordGroup, codes: readonly string[]): Choice[] {
  const words = useWords();
  return useMemo(
    () => codes.map((value) => ({ value, label: words(group, value) })),
    [words, group, codes],
  );
}

/** A choice among statuses, whose words are shared with the status chips. */
export function useStatusChoices(codes: readonly string[]): Choice[] {
  const { t } = useTranslation('common');
  return useMemo(() => codes.map((value) => ({ value, label: t(`status.${value}`) })), [t, codes]);
}

/** A choice among everything of a group that has words, by its words. */
export function useWordedChoices(group: 'action' | 'event'): Choice[] {
  const { i18n } = useTranslation('desk-words');
  const { language } = i18n;
  return useMemo(() => {
    const bundle = i18n.getResourceBundle(language, 'desk-words') as
      | Record<string, Record<string, string>>
      | undefined;
    return Object.entries(bundle?.[group] ?? {})
      .map(([value, label]) => ({ value, label }))
      .sort((one, other) => one.label.localeCompare(other.label, language));
  }, [i18n, language, group]);
}
