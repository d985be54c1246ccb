/** What came in since the day began in the chosen zone. */
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import { useZone } from '@/shared/time/zone';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { useCan } from '../../session';
import {
  type Counted,
  countSince,
  requestsSince,
  todayStart,
  useLatestClients,
  useLatestRequests,
} from './today';

const TYPES = ['deposit', 'withdrawal', 'transfer', 'open_account'] as const;
type CountedType = (typeof TYPES)[number];

export function TodayFigures() {
  const { t } = useTranslation('desk-dashboard');
  const can = useCan();
  const { zone } = useZone();
  const clients = useLatestClients();
  const since = todayStart(zone);
  if (!can('read_clients') && !can('read_requests')) return null;
  return (
    <section aria-label={t('today')}>
      <FigureRow>
        {can('read_clients') ? (
          <FigureCard
            label={t('registrations_today')}
            value={
              clients.data ? (
                <Count
                  counted={countSince(clients.data, since, ({ registered_at }) => registered_at)}
                />
              ) : (
                '…'
              )
            }
          />
        ) : null}
        {can('read_requests')
          ? TYPES.map((type) => <TypeToday key={type} type={type} since={since} />)
          : null}
      </FigureRow>
    </section>
  );
}

function TypeToday({ type, since }: { type: CountedType; since: string }) {
  const { t } = useTranslation('desk-dashboard');
  const labels = {
    deposit: t('deposits_today'),
    withdrawal: t('withdrawals_today'),
    transfer: t('transfers_today'),
    open_account: t('accounts_today'),
  };
  const { data } = useLatestRequests(type);
  const today = data ? requestsSince(data, type, since) : null;
  return (
    <FigureCard
      label={labels[type]}
      value={today ? <Count counted={today} /> : '…'}
      note={today?.sums.map((sum) => (
        <div key={sum.currency}>
          <Amount value={sum} />
        </div>
      ))}
    />
  );
}

function Count({ counted: { count, more } }: { counted: Counted }) {
  const { tag } = useLanguage();
  return `${formatCount(count, tag)}${more ? '+' : ''}`;
}
