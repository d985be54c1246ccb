/** Says how old a live figure is, and warns when the source has stopped answering. */
import { useInterval } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDistance } from '@/shared/time/format';
import classes from './Freshness.module.css';

const TICK_MS = 10_000;

export interface FreshnessProps {
  /** ISO instant, or the milliseconds that a query reports as `dataUpdatedAt`. */
  at: string | number;
  /** The figures are the last known ones, not the present ones. */
  stale?: boolean;
}

export function Freshness({ at, stale = false }: FreshnessProps) {
  const { t } = useTranslation('common');
  const { tag } = useLanguage();
  const [now, setNow] = useState(() => Date.now());
  const ticker = useInterval(() => setNow(Date.now()), TICK_MS);
  useEffect(() => {
    ticker.start();
    return ticker.stop;
  }, [ticker.start, ticker.stop]);
  const instant = typeof at === 'number' ? new Date(at).toISOString() : at;
  const age = formatDistance(instant, Math.max(now, Date.parse(instant)), tag);
  return (
    <span className={classes.age} data-stale={stale || undefined}>
      {stale ? t('freshness.last_known', { age }) : t('freshness.updated', { age })}
    </span>
  );
}
