/** What the identity vendor thinks of a client, with what it tells the broker alone. */
import { useTranslation } from 'react-i18next';
import type { DeskKycCheckView } from '@/api/desk/types.gen';
import { Time } from '@/shared/time/Time';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { useWords } from './words';

const TONES: Readonly<Record<DeskKycCheckView['outcome'], Tone>> = {
  started: 'neutral',
  in_review: 'info',
  passed: 'good',
  retry: 'warn',
  refused: 'bad',
};

export function KycCheck({ check }: { check: DeskKycCheckView }) {
  const { t } = useTranslation('desk-words');
  const words = useWords();
  const facts: (Fact | null)[] = [
    { label: words('fact', 'kyc_as_of'), value: <Time at={check.as_of} style="second" /> },
    { label: words('fact', 'kyc_level'), value: <bdi>{check.level || '—'}</bdi> },
    check.labels.length > 0
      ? {
          label: words('fact', 'kyc_labels'),
          value: check.labels.map((label) => words('kyc_label', label)).join(' · '),
        }
      : null,
    check.comment
      ? { label: words('fact', 'kyc_comment'), value: <bdi>{check.comment}</bdi> }
      : null,
    check.staff_comment
      ? { label: words('fact', 'kyc_staff_comment'), value: <bdi>{check.staff_comment}</bdi> }
      : null,
    { label: words('fact', 'kyc_reference'), value: <bdi>{check.reference}</bdi> },
  ];
  return (
    <Panel
      title={t('kyc_vendor')}
      aside={<Chip tone={TONES[check.outcome]}>{words('value', check.outcome)}</Chip>}
    >
      <FactList facts={facts.filter((fact) => fact !== null)} />
    </Panel>
  );
}
