/** What both orders ask for: the server, the days, and as of when deals are computed. */
import { Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { startOfDay } from '@/shared/time/format';
import { useServerChoices } from '../../records/servers';

export type RunValues = {
  server: string;
  first: string;
  last: string;
  asOf: string;
  moment: string;
  comment: string;
};

const DRAWN_WHEN_OPEN = { keepMounted: false };
const AS_OF = ['closing', 'now', 'moment'] as const;

const dayText = (at: Date) => at.toISOString().slice(0, 10);
const DAYS_30 = 30 * 86_400_000;

/** The last thirty days, as of each deal's own moment. */
export const firstValues = (server: string): RunValues => ({
  server,
  first: dayText(new Date(Date.now() - DAYS_30)),
  last: dayText(new Date()),
  asOf: 'closing',
  moment: '',
  comment: '',
});

/** Names of the server's fields that differ from those here. */
export const RUN_FIELDS = {
  server_id: 'server',
  since: 'first',
  until: 'last',
  as_of: 'moment',
} as const;

function momentOf(values: RunValues): string | null {
  if (values.asOf === 'now') return new Date().toISOString();
  const chosen = new Date(values.moment);
  const isMoment = values.asOf === 'moment' && !Number.isNaN(chosen.getTime());
  return isMoment ? chosen.toISOString() : null;
}

/** What the server is told of the fields here; without days where tickets are given. */
export const orderOf = (values: RunValues, zone: string, bySpan = true) => ({
  server_id: values.server,
  since: bySpan && values.first ? startOfDay(values.first, zone) : null,
  until: bySpan && values.last ? startOfDay(values.last, zone, 1) : null,
  as_of: momentOf(values),
  comment: values.comment.trim(),
});

// biome-ignore lint/suspicious/noExplicitAny: forms with more fields than these are welcome
type AnyForm = UseFormReturnType<any>;

export function ServerField({ form }: { form: AnyForm }) {
  const { t } = useTranslation('desk-runs');
  return (
    <Select
      label={t('server')}
      data={useServerChoices()}
      required
      allowDeselect={false}
      comboboxProps={DRAWN_WHEN_OPEN}
      {...form.getInputProps('server')}
    />
  );
}

export function SpanFields({ form }: { form: AnyForm }) {
  const { t } = useTranslation('desk-runs');
  return (
    <Group grow align="start">
      <TextInput type="date" label={t('first')} required {...form.getInputProps('first')} />
      <TextInput type="date" label={t('last')} required {...form.getInputProps('last')} />
    </Group>
  );
}

export function AsOfFields({ form }: { form: AnyForm }) {
  const { t } = useTranslation('desk-runs');
  return (
    <Stack gap="sm">
      <Radio.Group label={t('as_of')} description={t('as_of_hint')} {...form.getInputProps('asOf')}>
        <Stack gap={6} mt="xs">
          {AS_OF.map((one) => (
            <Radio key={one} value={one} label={t(`as_of_${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.asOf === 'moment' ? (
        <TextInput
          type="datetime-local"
          label={t('moment')}
          description={t('moment_hint')}
          required
          {...form.getInputProps('moment')}
        />
      ) : null}
      <TextInput label={t('comment')} maxLength={1000} {...form.getInputProps('comment')} />
    </Stack>
  );
}
