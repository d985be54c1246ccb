/** Which of the two zones times are shown in: the broker's (default) or the reader's own. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useBrand } from '@/shared/brand/brand';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatInstant, localZone, type TimeStyle, zoneLabel } from './format';

export type ZoneChoice = 'broker' | 'local';

interface ZoneSetting {
  choice: ZoneChoice;
  zone: string;
  otherZone: string;
  choose: (choice: ZoneChoice) => void;
}

const ZONE_KEY = 'fairlead.time-zone';
const ZoneContext = createContext<ZoneSetting | null>(null);

export function ZoneProvider({ children }: { children: ReactNode }) {
  const broker = useBrand().broker_time_zone;
  const [choice, setChoice] = useState<ZoneChoice>(() =>
    localStorage.getItem(ZONE_KEY) === 'local' ? 'local' : 'broker',
  );
  const setting = useMemo<ZoneSetting>(() => {
    const local = localZone();
    return {
      choice,
      zone: choice === 'broker' ? broker : local,
      otherZone: choice === 'broker' ? local : broker,
      choose: (next) => {
        localStorage.setItem(ZONE_KEY, next);
        setChoice(next);
      },
    };
  }, [choice, broker]);
  return <ZoneContext value={setting}>{children}</ZoneContext>;
}

export function useZone(): ZoneSetting {
  const setting = useContext(ZoneContext);
  if (!setting) throw new Error('useZone needs a ZoneProvider above it');
  return setting;
}

/** Formats an instant in the chosen zone and names the zone's offset: `10 Nov 2026, 11:15 GMT+2`. */
export function useTimeText(): (instant: string, style?: TimeStyle) => string {
  const { zone } = useZone();
  const { tag } = useLanguage();
  return useCallback(
    (instant, style = 'minute') => {
      const text = formatInstant(instant, tag, zone, style);
      return style === 'date' ? text : `${text} ${zoneLabel(instant, zone)}`;
    },
    [zone, tag],
  );
}
