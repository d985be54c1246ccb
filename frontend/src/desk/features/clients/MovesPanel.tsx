/** Moves in the tree that are planned for a client: when, where to, and giving one up. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '@/shared/auth/context';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import { type Move, movesPath } from './moves';

const MoveDialog = lazy(() => import('./MoveDialog').then((one) => ({ default: one.MoveDialog })));

const TONES: Record<Move['state'], Tone> = {
  planned: 'info',
  done: 'good',
  cancelled: 'neutral',
  refused: 'bad',
};

export function MovesPanel({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const moves = useQuery(useRead<Items<Move>>(movesPath(clientId)));
  const may = useCan()('update_clients');
  const [planning, setPlanning] = useState(false);
  return (
    <Panel
      title={t('moves.title')}
      aside={
        may ? (
          <Button size="compact-sm" variant="light" onClick={() => setPlanning(true)}>
            {t('moves.plan')}
          </Button>
        ) : null
      }
    >
      <Loaded query={moves}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('moves.none')}
            </Text>
          ) : (
            <Stack gap="lg">
              {items.map((move) => (
                <OneMove key={move.id} move={move} mayChange={may} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Suspense>
        {planning ? <MoveDialog clientId={clientId} onClose={() => setPlanning(false)} /> : null}
      </Suspense>
    </Panel>
  );
}

function OneMove({ move, mayChange }: { move: Move; mayChange: boolean }) {
  const { t } = useTranslation('desk-clients');
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const path = movesPath(move.client_id);
  const giveUp = async () => {
    await api.patch<Move>(path, { state: 'cancelled' });
    toastDone(t('moves.given_up'));
    await queries.invalidateQueries({ queryKey: ['desk', path] });
  };
  const facts = [
    { label: t('moves.from'), value: <Time at={move.effective_at} /> },
    { label: t('moves.to'), value: <bdi>{move.referrer_id ?? t('moves.nobody')}</bdi> },
    { label: t('moves.downlines'), value: t(move.bring_downlines ? 'moves.come' : 'moves.stay') },
    { label: t('moves.by'), value: <bdi>{move.by_name}</bdi> },
  ];
  if (move.comment) facts.push({ label: t('moves.comment'), value: <bdi>{move.comment}</bdi> });
  if (move.code) {
    const why = t([`moves.codes.${move.code}`, 'moves.codes.other'] as never);
    facts.push({ label: t('moves.why'), value: <span>{why}</span> });
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Chip tone={TONES[move.state]}>{t(`moves.states.${move.state}`)}</Chip>
        {move.state === 'planned' && mayChange ? (
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {t('moves.give_up')}
          </Button>
        ) : null}
      </Group>
      <FactList facts={facts} />
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('moves.give_up')}
        confirmLabel={t('moves.give_up')}
        onConfirm={giveUp}
      >
        <Text size="sm">{t('moves.give_up_hint')}</Text>
      </ConfirmDanger>
    </Stack>
  );
}
