/** What came of one commission: the amount, where it stands, and the entry that paid it. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CommissionView } from '@/api/portal';
import { CommissionState, useWhy } from '@/shared/commissions/columns';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { entryPath } from '../../records/entryPath';

export function Paid({ commission }: { commission: CommissionView }) {
  const { t } = useTranslation('commissions');
  const why = useWhy()(commission);
  const { amount, due_at: due, paid_at: paid, entry_id: entry } = commission;
  const facts: Fact[] = [
    { label: t('columns.state'), value: <CommissionState commission={commission} /> },
  ];
  if (amount) {
    facts.unshift({ label: t('columns.amount'), value: <Amount value={amount} />, strong: true });
  }
  if (why) facts.push({ label: t('columns.why'), value: why });
  if (due && commission.state === 'waiting') {
    facts.push({ label: t('due_at'), value: <Time at={due} /> });
  }
  if (paid && entry) {
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
    <Panel title={t(`kinds.${commission.kind}`)}>
      <FactList facts={facts} />
    </Panel>
  );
}
