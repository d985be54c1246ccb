/** Shows an instant in the chosen zone; the tooltip gives the other zone, each with its offset. */
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatInstant, type TimeStyle, zoneLabel } from './format';
import classes from './Time.module.css';
import { useZone } from './zone';

export interface TimeProps {
  at: string;
  style?: TimeStyle;
  /** Leave the zone out where the column header or the page already names it. */
  bare?: boolean;
}

export function Time({ at, style = 'minute', bare = false }: TimeProps) {
  const { tag } = useLanguage();
  const { zone, otherZone } = useZone();
  const other = `${formatInstant(at, tag, otherZone, style)} ${zoneLabel(at, otherZone)}`;
  return (
    <time dateTime={at} title={other} className={classes.time}>
      {formatInstant(at, tag, zone, style)}
      {bare || style === 'date' ? null : (
        <span className={classes.zone}>
          <bdi dir="ltr">{zoneLabel(at, zone)}</bdi>
        </span>
      )}
    </time>
  );
}
