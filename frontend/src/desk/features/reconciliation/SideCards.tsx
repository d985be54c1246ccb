/** A card per server and provider: compared until when, and what is open there per currency. */
import { useTranslation } from 'react-i18next';
import type { ReconciliationView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { useCodeWords } from '../../records/words';
import classes from './reconciliation.module.css';

type Side = ReconciliationView['sides'][number];

export function SideCards({ overview }: { overview: ReconciliationView }) {
  const { t } = useTranslation('desk-reconciliation');
  if (overview.sides.length === 0) {
    return (
      <Panel>
        <EmptyState title={t('never')} hint={t('never_hint')} />
      </Panel>
    );
  }
  return (
    <section className={classes.cards} aria-label={t('sides')}>
      {overview.sides.map((side) => (
        <SideCard key={side.side} side={side} overview={overview} />
      ))}
    </section>
  );
}

function SideCard({ side, overview }: { side: Side; overview: ReconciliationView }) {
  const { t } = useTranslation('desk-reconciliation');
  const codeWords = useCodeWords();
  const { tag } = useLanguage();
  const sums = overview.tallies.filter((one) => one.side === side.side);
  const open = sums.reduce((sum, one) => sum + one.open, 0);
  const mark = (
    <Chip tone={open > 0 ? 'bad' : 'good'}>
      {open > 0 ? t('open_breaks', { count: open }) : t('no_breaks')}
    </Chip>
  );
  return (
    <Panel title={side.name} aside={mark}>
      <div className={classes.card}>
        <FactList
          facts={[
            { label: t('until'), value: <Time at={side.until} /> },
            { label: t('full_at'), value: side.full_at ? <Time at={side.full_at} /> : '—' },
            { label: t('last_run'), value: t('last_run_of', runFacts(side, tag)) },
          ]}
        />
        {side.problem ? <Chip tone="warn">{codeWords(side.problem)}</Chip> : null}
        {sums.length > 0 ? (
          <ul className={classes.sums} aria-label={t('differences')}>
            {sums.map((one) => (
              <li key={one.difference.currency}>
                <Amount value={one.difference} signed />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Panel>
  );
}

function runFacts(side: Side, tag: string) {
  return { compared: formatCount(side.compared, tag), calls: formatCount(side.calls, tag) };
}
