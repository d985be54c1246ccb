/** What we suggest, what is proposed and decided, and what came of it. */
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakStoryView, RepairView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { RecordLink } from '../../records/RecordLink';
import { useCodeWords } from '../../records/words';
import { useCan } from '../../session';
import { DecideRepair } from './DecideRepair';
import { ProposeDialog } from './ProposeDialog';
import classes from './reconciliation.module.css';
import { REPAIR_TONES, useBreakWords } from './words';

const LIVE = ['proposed', 'started', 'asked'];

export function RepairsPanel({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  const can = useCan();
  const [asked, setAsked] = useState(false);
  const live = broken.repairs.find((one) => LIVE.includes(one.status));
  const offers = broken.status === 'open' && !live && can('propose_repairs');
  return (
    <Panel title={t('repair')}>
      <div className={classes.repairs}>
        {broken.status === 'open' ? <Suggested broken={broken} /> : null}
        {offers ? (
          <Group>
            <Button onClick={() => setAsked(true)}>{t('propose')}</Button>
          </Group>
        ) : null}
        {broken.repairs.map((one) => (
          <Repair key={one.id} broken={broken} repair={one} />
        ))}
      </div>
      <ProposeDialog broken={broken} opened={asked} onClose={() => setAsked(false)} />
    </Panel>
  );
}

function Suggested({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  const own = useBreakWords();
  const { action, because } = broken.suggestion;
  return (
    <FactList
      tinted
      facts={[
        { label: t('suggestion'), value: own('action', action), strong: true },
        { label: t('because_of'), value: own('because', because) },
      ]}
    />
  );
}

function Repair({ broken, repair }: { broken: BreakStoryView; repair: RepairView }) {
  const { t } = useTranslation('desk-reconciliation');
  const own = useBreakWords();
  const code = useCodeWords();
  const facts = [
    {
      label: own('action', repair.action),
      value: (
        <Chip tone={REPAIR_TONES[repair.status] ?? 'neutral'}>
          {own('repair_status', repair.status)}
        </Chip>
      ),
      strong: true,
    },
    ...(repair.amount && repair.action !== 'accept'
      ? [{ label: t('difference'), value: <Amount value={repair.amount} signed /> }]
      : []),
    ...(repair.against ? [{ label: t('against_of'), value: own('against', repair.against) }] : []),
    { label: t('reason'), value: <bdi>{repair.reason}</bdi> },
    {
      label: t('proposed_by'),
      value: (
        <>
          <bdi>{repair.proposed_by}</bdi> <Time at={repair.proposed_at} />
        </>
      ),
    },
    ...(repair.decided_at
      ? [
          {
            label: repair.status === 'declined' ? t('declined_by') : t('approved_by'),
            value: (
              <>
                <bdi>{repair.decided_by}</bdi> <Time at={repair.decided_at} />
              </>
            ),
          },
        ]
      : []),
    ...(repair.note ? [{ label: t('note'), value: <bdi>{repair.note}</bdi> }] : []),
    ...(repair.entry_id
      ? [{ label: t('entry'), value: <RecordLink type="entry" id={repair.entry_id} /> }]
      : []),
    ...(repair.reference ? [{ label: t('reference'), value: <bdi>{repair.reference}</bdi> }] : []),
    ...(repair.refusal ? [{ label: t('refusal'), value: code(repair.refusal) }] : []),
  ];
  return (
    <div className={classes.repair}>
      <FactList facts={facts} />
      {repair.status === 'proposed' ? <DecideRepair broken={broken} repair={repair} /> : null}
    </div>
  );
}
