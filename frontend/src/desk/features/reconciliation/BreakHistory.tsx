/** All that happened to a break, the newest last. */
import { useTranslation } from 'react-i18next';
import type { BreakStoryView } from '@/api/desk/types.gen';
import { useMoneyText } from '@/shared/money/Amount';
import { Panel } from '@/shared/ui/Panel';
import { Timeline } from '@/shared/ui/Timeline';
import { useCodeWords } from '../../records/words';
import { useBreakWords } from './words';

type BreakEvent = BreakStoryView['events'][number];

export function BreakHistory({ events }: { events: readonly BreakEvent[] }) {
  const { t } = useTranslation('desk-reconciliation');
  const own = useBreakWords();
  const note = useNote();
  return (
    <Panel title={t('history')}>
      <Timeline
        steps={events.map((one, index) => ({
          id: `${one.at}-${index}`,
          title: own('event', one.what),
          at: one.at,
          by: one.by || t('system'),
          note: note(one),
        }))}
      />
    </Panel>
  );
}

/** What an event is about, in words: what was wrong, what was to be done, why it ended. */
function useNote(): (event: BreakEvent) => string | undefined {
  const own = useBreakWords();
  const code = useCodeWords();
  const money = useMoneyText();
  return ({ facts }) => {
    const { problem, amount, currency, action, reason, note, ending, refusal, reference } = facts;
    const parts = [
      problem ? own('problem', problem) : '',
      amount && currency ? money({ amount, currency }) : '',
      action ? own('action', action) : '',
      reason ?? note ?? '',
      ending ? own('ending', ending) : '',
      refusal ? code(refusal) : '',
      reference ?? '',
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(' · ') : undefined;
  };
}
