/** The days of a month as a calendar shows them, in whole weeks. Days belong to no zone. */
import type { Language } from '@/shared/i18n/languages';

const DAY_MS = 86_400_000;
const WEEK = 7;

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** Which day begins the week: 0 is Sunday. */
const firstOfWeek = (language: Language) => (language === 'ar' ? 6 : 1);

/** `YYYY-MM-DD` of each day, from the beginning of the first week to the end of the last. */
export function daysOf(month: string, language: Language): string[] {
  const first = noon(`${month}-01`);
  const lead = (first.getUTCDay() - firstOfWeek(language) + WEEK) % WEEK;
  const length = new Date(
    Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0),
  ).getUTCDate();
  const cells = Math.ceil((lead + length) / WEEK) * WEEK;
  return Array.from({ length: cells }, (_, at) =>
    dayOf(new Date(first.getTime() + (at - lead) * DAY_MS)),
  );
}

/** `YYYY-MM`, so many months later. */
export function monthAfter(month: string, months: number): string {
  const first = noon(`${month}-01`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return dayOf(first).slice(0, 7);
}

/** The day of an instant in a zone, as `YYYY-MM-DD`. */
export function dayIn(instant: string | Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(instant));
}
