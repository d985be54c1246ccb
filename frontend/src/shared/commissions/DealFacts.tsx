/** A closed deal, when it was settled, and by which versions of which rules. */
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { type Fact, FactList } from '@/shared/ui/FactList';
import classes from './commissions.module.css';

export interface Deal {
  trade: { symbol: string; lots: string; opened_at: string | null; closed_at: string };
  server_name: string;
  rules: readonly { plan_id: string; number: number; name: string }[];
  settled_at: string;
}

export function DealFacts({ deal, more = [] }: { deal: Deal; more?: readonly Fact[] }) {
  const { t } = useTranslation('commissions');
  const { trade, rules, settled_at: settledAt } = deal;
  return (
    <FactList
      facts={[
        {
          label: t('columns.symbol'),
          value: (
            <bdi dir="ltr">
              {trade.lots} {trade.symbol}
            </bdi>
          ),
        },
        { label: t('columns.server'), value: <bdi>{deal.server_name}</bdi> },
        {
          label: t('columns.opened_at'),
          value: trade.opened_at ? <Time at={trade.opened_at} /> : t('unknown'),
        },
        { label: t('columns.closed_at'), value: <Time at={trade.closed_at} /> },
        { label: t('settled_at'), value: <Time at={settledAt} /> },
        ...more,
        {
          label: t('rules'),
          value: rules.length ? (
            <ul className={classes.rules}>
              {rules.map(({ plan_id, number, name }) => (
                <li key={plan_id}>
                  <bdi>{name}</bdi> {t('rule_version', { number })}
                </li>
              ))}
            </ul>
          ) : (
            '—'
          ),
        },
      ]}
    />
  );
}
