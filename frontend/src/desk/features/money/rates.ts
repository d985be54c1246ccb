/** Words and figures of rates. */
import { useTranslation } from 'react-i18next';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How old a rate is, in whole hours, or in minutes below two hours. */
export function ageOf(asOf: string, now: string, tag: string): string {
  const age = Math.max(0, Date.parse(now) - Date.parse(asOf));
  const [count, unit] = age < 2 * HOUR ? [age / MINUTE, 'minute'] : [age / HOUR, 'hour'];
  return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(count),
  );
}

/** What a source is called: the broker's own go by their ids. */
export function useSourceName(): (id: string) => string {
  const { t } = useTranslation('desk-money');
  return (id) => {
    if (id === 'ecb') return t('rates.ecb');
    return id === 'manual' ? t('rates.manual') : id;
  };
}
