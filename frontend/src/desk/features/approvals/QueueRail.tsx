/** The queue beside the request, to see what comes and to jump. */
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { amountOf } from '../../lists/requests';
import type { DeskRequest } from '../../records/types';
import { useWords } from '../../records/words';
import classes from './QueueRail.module.css';

interface QueueRailProps {
  items: readonly DeskRequest[];
  current: string;
}

export function QueueRail({ items, current }: QueueRailProps) {
  const { t } = useTranslation('desk-approvals');
  const here = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the request in sight follows the current one
  useEffect(() => {
    // A body of its own: newer browsers return a promise, which React would take for a clean-up.
    here.current?.scrollIntoView?.({ block: 'nearest' });
  }, [current, items.length]);
  return (
    <nav className={classes.rail} aria-label={t('queue')}>
      {items.length === 0 ? <p className={classes.none}>{t('queue_empty')}</p> : null}
      {items.map((item) => (
        <Link
          key={item.id}
          ref={item.id === current ? here : undefined}
          to="/approvals/$requestId"
          params={{ requestId: item.id } as never}
          className={classes.item}
          aria-current={item.id === current ? 'true' : undefined}
        >
          <Item item={item} />
        </Link>
      ))}
    </nav>
  );
}

function Item({ item }: { item: DeskRequest }) {
  const words = useWords();
  const amount = amountOf(item);
  return (
    <>
      <span className={classes.line}>
        <span className={classes.type}>{words('request', item.type)}</span>
        {amount ? <Amount value={amount} /> : null}
      </span>
      <span className={classes.client}>
        <bdi>{item.client.name}</bdi>
      </span>
    </>
  );
}
