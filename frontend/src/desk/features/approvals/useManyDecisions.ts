/** Requests that are ticked in the queue, and the one decision that somebody is about to make on them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTickColumn, useTicks } from '../../lists/ticks';
import type { DeskRequest } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import type { Asked } from './ManyMenu';
import { MOST_AT_ONCE, type Verdict } from './many';

/** From there the table's own keys go on. */
export function focusFirstRow(): void {
  document.querySelector<HTMLElement>('[data-row-open]')?.focus();
}

/** The row that the keyboard is at is ticked or unticked; where it is at none, it goes to the first. */
export function tickFocusedRow(): void {
  const row = document.activeElement?.closest('tr[data-index], li');
  const box = row?.querySelector<HTMLInputElement>('input[type="checkbox"]');
  if (box) box.click();
  else focusFirstRow();
}

const idOf = (row: DeskRequest) => row.id;

/** Ticks, and the order that somebody is about to give. */
export function useManyDecisions(isAll: boolean) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const can = useCan()('decide_many_requests') && !isAll;
  const ticks = useTicks<DeskRequest>(idOf);
  const [asked, ask] = useState<Asked | null>(null);
  const column = useTickColumn(
    ticks,
    t('many.tick'),
    (row) => `${words('request', row.type)}, ${row.client.name}`,
  );
  const ids = ticks.rows.map(idOf);
  const decide = (verdict: Verdict) =>
    can && ids.length > 0 && ids.length <= MOST_AT_ONCE
      ? () => ask({ verdict, chosen: { request_ids: ids } })
      : undefined;
  return { can, ticks, ids, column, asked, ask, decide };
}
