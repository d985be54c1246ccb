/** What came of one commission: the amount, where it stands, and the entry that paid it. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CommissionView } from '@/api/portal';
import { CommissionState, useWhy } from '@/shared/commissions/state';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { entryPath } from '../../records/entryPath';

export function Paid({ commission }: { commission: CommissionView }) {
  const { t } = useTranslation('commissions');
  const why = useWhy()(commission);
  const kind = t(`kinds.${commission.kind}`);
  const currency = commission.amount?.currency ?? '';
  const title = commission.revision
    ? t('adjustment_of', { kind, number: commission.revision, currency })
    : kind;
  const { amount, due_at: due, paid_at: paid, entry_id: entry, was } = commission;
  const facts: Fact[] = [
    { label: t('columns.state'), value: <CommissionState commission={commission} /> },
  ];
  if (amount) {
    facts.unshift({ label: t('columns.amount'), value: <Amount value={amount} />, strong: true });
  }
  if (was) facts.push({ label: t('was'), value: <Amount value={was} /> });
  if (why) facts.push({ label: t('columns.why'), value: why });
  if (commission.destination) {
    facts.push({
      label: t('columns.destination'),
      value: t(`destinations.${commission.destination}`),
    });
  }
  if (due && commission.state === 'waiting') {
    facts.push({ label: t('due_at'), value: <Time at={due} /> });
  }
  for (const { amount: part, at, entry_id: of } of commission.takings) {
    facts.push({
      label: t('claw.taken'),
      value: (
        <>
          <Amount value={part} />{' '}
          {of ? (
            <Anchor component={Link} to={entryPath(of)} inherit>
              <Time at={at} />
            </Anchor>
          ) : (
            <Time at={at} />
          )}
        </>
      ),
    });
  }
  if (paid && entry && commission.takings.length === 0) {
    facts.push({
      label: t('columns.paid_at'),
      value: (
        <Anchor component={Link} to={entryPath(entry)} inherit>
          <Time at={paid} />
        </Anchor>
      ),
    });
  }
  return (
    <Panel title={title}>
      <FactList facts={facts} />
    </Panel>
  );
}
