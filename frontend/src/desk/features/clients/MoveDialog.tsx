/** Planning a move in the tree, with what it would mean for those above before it is ordered. */
import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { EffectView, MoveEffectView } from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Amount } from '@/shared/money/Amount';
import { startOfDay } from '@/shared/time/format';
import { useZone } from '@/shared/time/zone';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { pathOf } from './client';
import { type Move, movesPath } from './moves';

interface DialogProps {
  clientId: string;
  onClose: () => void;
}

export function MoveDialog(props: DialogProps) {
  const { t } = useTranslation('desk-clients');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('moves.plan')} size="lg">
      <Fields {...props} />
    </Modal>
  );
}

type Values = { referrer: string; bring: boolean; day: string; comment: string };

function Fields({ clientId, onClose }: DialogProps) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const { zone } = useZone();
  const { busy: looking, problem: refused, attempt } = useAttempt();
  const [effect, setEffect] = useState<MoveEffectView | null>(null);
  const { form, onSubmit, busy, problem } = useRequestForm<Values, Move>({
    schema: z.object({ day: z.string().check(z.minLength(1, 'missing')) }),
    initialValues: { referrer: '', bring: true, day: '', comment: '' },
    fieldNames: { effective_at: 'day', referrer_id: 'referrer' },
    send: ({ referrer, bring, day, comment }, idempotencyKey) =>
      api.post<Move>(
        movesPath(clientId),
        {
          referrer: referrer.trim() || null,
          bring_downlines: bring,
          effective_at: startOfDay(day, zone),
          comment: comment.trim(),
        },
        { idempotencyKey },
      ),
    onSent: () => {
      toastDone(t('moves.planned'));
      void queries.invalidateQueries({ queryKey: ['desk', movesPath(clientId)] });
      onClose();
    },
  });
  const look = () =>
    attempt(async () => {
      const { referrer, bring } = form.values;
      const query = { referrer: referrer.trim(), bring_downlines: bring };
      setEffect(await api.get<MoveEffectView>(`${pathOf(clientId)}/move-preview`, { query }));
    });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('new_referrer')}
          description={t('new_referrer_hint')}
          {...form.getInputProps('referrer')}
        />
        <Checkbox label={t('moves.bring')} {...form.getInputProps('bring', { type: 'checkbox' })} />
        <TextInput
          type="date"
          label={t('moves.from')}
          description={t('moves.from_hint')}
          required
          {...form.getInputProps('day')}
        />
        <TextInput label={t('moves.comment')} maxLength={1000} {...form.getInputProps('comment')} />
        <Group>
          <Button variant="light" loading={looking} onClick={() => void look()}>
            {t('moves.look')}
          </Button>
        </Group>
        {effect ? <Effect effect={effect} /> : null}
        <FormProblem problem={refused ?? problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('moves.plan')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Effect({ effect }: { effect: MoveEffectView }) {
  const { t } = useTranslation('desk-clients');
  const isNobodys = effect.loses.length === 0 && effect.gains.length === 0;
  return (
    <Stack gap="sm" aria-live="polite">
      {isNobodys ? <Text size="sm">{t('moves.no_effect')}</Text> : null}
      <Side title={t('moves.loses')} of={effect.loses} />
      <Side title={t('moves.gains')} of={effect.gains} />
      <Text size="sm" c="dimmed">
        {t('moves.counted', { deals: effect.deals })}
      </Text>
      {effect.is_complete ? null : <Alert color="yellow">{t('moves.incomplete')}</Alert>}
    </Stack>
  );
}

function Side({ title, of }: { title: string; of: readonly EffectView[] }) {
  const { t } = useTranslation('desk-clients');
  if (of.length === 0) return null;
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title}</Table.Th>
          <Table.Th>{t('moves.clients')}</Table.Th>
          <Table.Th>{t('moves.commission')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: whoever is out of sight has no other name
          <Table.Tr key={place}>
            <Table.Td>
              {one.client_id ? (
                <>
                  <bdi>{one.name}</bdi> <bdi>{one.client_id}</bdi>
                </>
              ) : (
                t('moves.unseen')
              )}
            </Table.Td>
            <Table.Td>{one.clients}</Table.Td>
            <Table.Td>
              {one.commission.length === 0
                ? '—'
                : one.commission.map((sum) => (
                    <div key={sum.currency}>
                      <Amount value={sum} />
                    </div>
                  ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
