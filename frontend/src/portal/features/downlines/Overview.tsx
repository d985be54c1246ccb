/** How many the client has brought, and how far the broker lets them see. */
import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readDownlinesOverview } from '@/api/portal';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Loaded } from '@/shared/ui/Loaded';
import { FiguresSkeleton } from '@/shared/ui/skeletons';

export const useOverview = () =>
  useQuery({
    queryKey: ['portal', 'downlines', 'overview'],
    queryFn: ({ signal }) => readDownlinesOverview({ signal }),
  });

export function Overview() {
  const { t } = useTranslation('portal-downlines');
  const { tag } = useLanguage();
  return (
    <Loaded query={useOverview()} skeleton={<FiguresSkeleton count={3} />}>
      {({ direct, indirect, new_today: fresh, levels }) => (
        <FigureRow>
          <FigureCard label={t('overview.direct')} value={formatCount(direct, tag)} />
          <FigureCard
            label={t('overview.indirect')}
            value={indirect === null ? '—' : formatCount(indirect, tag)}
            note={levels === null ? undefined : t('overview.levels', { count: levels })}
          />
          <FigureCard label={t('overview.new_today')} value={formatCount(fresh, tag)} />
        </FigureRow>
      )}
    </Loaded>
  );
}

/** Says from when on reports tell, where the broker has set a limit. */
export function Limits() {
  const { t } = useTranslation('portal-downlines');
  const { data } = useOverview();
  if (!data?.earliest) return null;
  return (
    <Alert color="blue" variant="light">
      {t('overview.earliest')} <Time at={data.earliest} style="date" />
    </Alert>
  );
}
