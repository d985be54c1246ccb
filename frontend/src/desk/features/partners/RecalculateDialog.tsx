/** Ordering a recalculation: of days or of tickets, as of a moment. Nothing is paid by it yet. */
import {
  Button,
  Checkbox,
  FileButton,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Textarea,
} from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { RunView } from '@/api/desk/types.gen';
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
import { listKey, placeOf, runsPath, ticketsIn } from './runs';

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
  const { form, onSubmit, busy, problem } = useRequestForm<Values, RunView>({
    schema: z.object({}),
    initialValues: { ...firstValues(server), by: 'span', tickets: '', unpaid: false },
    fieldNames: RUN_FIELDS,
    send: (values, idempotencyKey) => {
      const bySpan = values.by === 'span';
      const order = {
        ...orderOf(values, zone, bySpan),
        tickets: bySpan ? [] : ticketsIn(values.tickets),
        without_commission: values.unpaid,
      };
      return api.post<RunView>(runsPath('recalculation'), order, { idempotencyKey });
    },
    onSent: (made) => {
      void queries.invalidateQueries({ queryKey: listKey('recalculation') });
      void navigate({ to: `${placeOf('recalculation')}/${made.id}` });
    },
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
          <Tickets
            value={form.values.tickets}
            error={form.errors.tickets}
            onChange={(tickets) => form.setFieldValue('tickets', tickets)}
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

interface TicketsProps {
  value: string;
  error: ReactNode;
  onChange: (text: string) => void;
}

/** Tickets as they are pasted from a spreadsheet, or from a file of one. */
function Tickets({ value, error, onChange }: TicketsProps) {
  const { t } = useTranslation('desk-runs');
  const read = async (file: File | null) => {
    if (file) onChange(await file.text());
  };
  return (
    <Stack gap="xs">
      <Textarea
        label={t('tickets')}
        description={t('tickets_hint')}
        dir="ltr"
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        error={error}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group justify="space-between">
        <span aria-live="polite">{t('tickets_counted', { count: ticketsIn(value).length })}</span>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void read(file)}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="compact-sm"
              leftSection={<IconUpload size={16} aria-hidden />}
            >
              {t('from_file')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}
