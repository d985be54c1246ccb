/** The newest whole comparisons: how far they are, and what they covered. */
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReconciliationView, WalkView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Panel } from '@/shared/ui/Panel';
import { Sideways } from '@/shared/ui/Sideways';
import { Chip } from '@/shared/ui/StatusChip';
import classes from './reconciliation.module.css';

const LEDGER = 'ledger';

export function WalksPanel({ overview }: { overview: ReconciliationView }) {
  const { t } = useTranslation('desk-reconciliation');
  const { walks, names } = overview;
  return (
    <Panel title={t('walks')}>
      <p className={classes.soft}>{t('walks_hint')}</p>
      {walks.length === 0 ? (
        <EmptyState title={t('no_walks')} />
      ) : (
        <Sideways label={t('walks')}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('started_at')}</th>
                <th scope="col">{t('progress')}</th>
                <th scope="col">{t('examined')}</th>
                <th scope="col" className={classes.end}>
                  {t('found')}
                </th>
                <th scope="col" className={classes.end}>
                  {t('calls')}
                </th>
              </tr>
            </thead>
            <tbody>
              {walks.map((walk) => (
                <Walk key={walk.number} walk={walk} names={names} />
              ))}
            </tbody>
          </table>
        </Sideways>
      )}
    </Panel>
  );
}

interface WalkProps {
  walk: WalkView;
  names: Readonly<Record<string, string>>;
}

function Walk({ walk, names }: WalkProps) {
  const { t } = useTranslation('desk-reconciliation');
  const { tag } = useLanguage();
  const found = Object.values(walk.found).reduce((sum, one) => sum + one, 0);
  return (
    <tr>
      <td>
        <Time at={walk.started_at} />
      </td>
      <td>
        <WalkProgress walk={walk} />
        {walk.skipped.map((side) => (
          <Chip key={side} tone="warn">
            {t('skipped', { name: names[side] ?? side })}
          </Chip>
        ))}
      </td>
      <td>
        <ul className={classes.sums}>
          {Object.entries(walk.examined).map(([side, count]) => (
            <li key={side}>
              <bdi>{side === LEDGER ? t('ledger') : (names[side] ?? side)}</bdi>{' '}
              {formatCount(count, tag)}
            </li>
          ))}
        </ul>
      </td>
      <td className={classes.end}>{formatCount(found, tag)}</td>
      <td className={classes.end}>{formatCount(walk.calls, tag)}</td>
    </tr>
  );
}

function WalkProgress({ walk }: { walk: WalkView }) {
  const { t } = useTranslation('desk-reconciliation');
  if (walk.finished_at) return <Chip tone="good">{t('through')}</Chip>;
  return (
    <Progress
      value={(100 * walk.phase) / walk.phases}
      aria-label={t('progress_of', { done: walk.phase, all: walk.phases })}
    />
  );
}
