/** The name of a month that is given as `2026-11`, in the language of the page. */
import { useLanguage } from '@/shared/i18n/useLanguage';

export function useMonthName(): (month: string) => string {
  const { tag } = useLanguage();
  return (month) =>
    new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${month}-01T00:00:00Z`),
    );
}
