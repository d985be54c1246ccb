/**
 * The one place where an instant becomes text. Every time is shown in the broker's zone or in the
 * reader's own, and the text always says which. Formatters are cached.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();

export type TimeStyle = 'date' | 'minute' | 'second';

const STYLES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  minute: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  second: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
};

function formatter(tag: string, style: TimeStyle, zone: string): Intl.DateTimeFormat {
  const key = `${tag}|${style}|${zone}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(tag, { ...STYLES[style], timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

/** The zone of the reader's device, as an IANA name. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** The instant (`2026-11-10T11:15:00Z`) in a zone, without naming the zone. */
export function formatInstant(
  instant: string,
  tag: string,
  zone: string,
  style: TimeStyle = 'minute',
): string {
  return formatter(tag, style, zone).format(new Date(instant));
}

const zoneNames = new Map<string, Intl.DateTimeFormat>();

/** The zone's offset at that instant, e.g. `GMT+2`: what a reader needs to compare two times. */
export function zoneLabel(instant: string, zone: string): string {
  let found = zoneNames.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' });
    zoneNames.set(zone, found);
  }
  const parts = found.formatToParts(new Date(instant));
  const label = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  // Engines name the zero offset differently: GMT or GMT+0.
  return /^GMT([+-]0)?$/.test(label) ? 'UTC' : label;
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

const relatives = new Map<string, Intl.RelativeTimeFormat>();

/** How long ago (or ahead) an instant is, e.g. `3 minutes ago`. */
export function formatDistance(instant: string, now: number, tag: string): string {
  let found = relatives.get(tag);
  if (!found) {
    found = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
    relatives.set(tag, found);
  }
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return found.format(Math.trunc(seconds / size), unit);
}

function offsetMinutes(instant: number, zone: string): number {
  const label = zoneLabel(new Date(instant).toISOString(), zone);
  const match = /([+-])(\d{1,2})(?::(\d{2}))?/.exec(label);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

/** The instant at which a day (`YYYY-MM-DD`) begins in a zone, plus `days`; right also where clocks change. */
export function startOfDay(day: string, zone: string, days = 0): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  const first = midnight - offsetMinutes(midnight, zone) * 60_000;
  return new Date(midnight - offsetMinutes(first, zone) * 60_000).toISOString();
}

/** Whether it is a day (`YYYY-MM-DD`): an address can say anything. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** A day of the calendar (`YYYY-MM-DD`), which belongs to no zone. */
export const formatDay = (day: string, tag: string): string =>
  formatter(tag, 'date', 'UTC').format(new Date(`${day}T00:00:00Z`));
