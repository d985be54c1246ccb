/** Asks for a statement of commissions: of which days, as a document or as a workbook. */
import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useMonthName } from '@/shared/time/useMonthName';
import { dayIn, daysOf, monthsUntil, OTHER_DAYS } from './statementPeriod';

const FORMATS = ['pdf', 'xlsx'] as const;
export type StatementFormat = (typeof FORMATS)[number];

export interface StatementAsked {
  from: string;
  to: string;
  format: StatementFormat;
}

type Values = { period: string; from: string; to: string; format: StatementFormat };

interface StatementFormProps {
  send: (asked: StatementAsked, key: string) => Promise<unknown>;
  onSent: () => void;
  onClose: () => void;
}

/** `onSent` may leave the form open: the same can be asked again, in another format. */
export function StatementForm({ send, onSent, onClose }: StatementFormProps) {
  const { t } = useTranslation('commissions');
  const { t: common } = useTranslation('common');
  const monthName = useMonthName();
  const zone = useBrand().broker_time_zone;
  const today = dayIn(zone, new Date());
  const months = monthsUntil(today);
  const first = months[1] as string;
  const schema = useMemo(() => {
    const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, t('statement.day_missing')));
    return z.object({ period: z.string(), from: day, to: day, format: z.enum(FORMATS) });
  }, [t]);
  const { form, onSubmit, busy, problem, again } = useRequestForm<Values, unknown>({
    schema,
    initialValues: { period: first, ...daysOf(first, today), format: 'pdf' },
    send: ({ from, to, format }, key) => send({ from, to, format }, key),
    onSent: (_, values) => {
      again();
      form.setValues(values);
      onSent();
    },
  });
  const choose = (period: string | null) => {
    if (!period) return;
    form.setValues({ period, ...(period === OTHER_DAYS ? {} : daysOf(period, today)) });
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Select
          label={t('statement.period')}
          description={t('statement.period_hint', { zone })}
          data={[
            ...months.map((value) => ({ value, label: monthName(value) })),
            { value: OTHER_DAYS, label: t('statement.other_days') },
          ]}
          allowDeselect={false}
          value={form.values.period}
          onChange={choose}
          error={form.values.period === OTHER_DAYS ? null : (form.errors.from ?? form.errors.to)}
          data-autofocus
        />
        {form.values.period === OTHER_DAYS ? (
          <Group grow gap="sm" align="flex-start">
            <TextInput
              type="date"
              label={t('statement.from')}
              max={today}
              {...form.getInputProps('from')}
            />
            <TextInput
              type="date"
              label={t('statement.to')}
              max={today}
              {...form.getInputProps('to')}
            />
          </Group>
        ) : null}
        <Stack gap={4}>
          <Text size="sm" fw={500} id="statement-format">
            {t('statement.format')}
          </Text>
          <SegmentedControl
            aria-labelledby="statement-format"
            data={FORMATS.map((value) => ({ value, label: t(`statement.formats.${value}`) }))}
            {...form.getInputProps('format')}
          />
        </Stack>
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.close')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('statement.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
