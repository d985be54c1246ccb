/** Ordering a recalculation: of days or of tickets, as of a moment. Nothing is paid by it yet. */
import { Button, Checkbox, Group, Modal, SegmentedControl, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { ReviewedTicketsView, RunView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useZone } from '@/shared/time/zone';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useServerChoices } from '../../records/servers';
import {
  AsOfFields,
  firstValues,
  orderOf,
  RUN_FIELDS,
  type RunValues,
  ServerField,
  SpanFields,
} from './RunFields';
import { listKey, placeOf, runsPath } from './runs';
import { TicketsField } from './TicketsField';
import { readTickets } from './ticketText';

type Values = RunValues & { by: string; tickets: string; unpaid: boolean };

export function RecalculateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('desk-runs');
  const servers = useServerChoices();
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={t('recalculate')} size="lg">
      {servers[0] ? <Order server={servers[0].value} onClose={onClose} /> : <LinesSkeleton />}
    </Modal>
  );
}

function Order({ server, onClose }: { server: string; onClose: () => void }) {
  const { t } = useTranslation('desk-runs');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { zone } = useZone();
  const [sheet, setSheet] = useState<ReviewedTicketsView | null>(null);
  const { form, onSubmit, busy, problem } = useRequestForm<Values, RunView>({
    schema: z.object({}),
    initialValues: { ...firstValues(server), by: 'span', tickets: '', unpaid: false },
    fieldNames: RUN_FIELDS,
    send: (values, idempotencyKey) => {
      const bySpan = values.by === 'span';
      const order = {
        ...orderOf(values, zone, bySpan),
        tickets: bySpan ? [] : readTickets(values.tickets).tickets,
        without_commission: values.unpaid,
      };
      return api.post<RunView>(runsPath('recalculation'), order, { idempotencyKey });
    },
    onSent: (made) => {
      void queries.invalidateQueries({ queryKey: listKey('recalculation') });
      void navigate({ to: `${placeOf('recalculation')}/${made.id}` });
    },
  });
  const show = (tickets: string, from: ReviewedTicketsView | null) => {
    setSheet(from);
    form.setFieldValue('tickets', tickets);
  };
  // A sheet is of one server: what it said is nothing to another.
  form.watch('server', () => {
    if (sheet) show('', null);
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <ServerField form={form} />
        <SegmentedControl
          aria-label={t('by_what')}
          data={['span', 'tickets'].map((value) => ({ value, label: t(`by_${value}`) }))}
          {...form.getInputProps('by')}
        />
        {form.values.by === 'span' ? (
          <SpanFields form={form} />
        ) : (
          <TicketsField
            server={form.values.server}
            value={form.values.tickets}
            error={form.errors.tickets}
            onChange={(tickets) => show(tickets, null)}
            sheet={sheet}
            onSheet={(read, of) => {
              if (of === form.getValues().server) show(read.tickets.join('\n'), read);
            }}
          />
        )}
        <Checkbox
          label={t('unpaid_only')}
          description={t('unpaid_only_hint')}
          {...form.getInputProps('unpaid', { type: 'checkbox' })}
        />
        <AsOfFields form={form} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!form.values.server}>
            {t('look')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
