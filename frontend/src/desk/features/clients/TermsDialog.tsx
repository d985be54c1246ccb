/** Giving an IB another tier or scheme, from now or from a day on. */
import { Alert, Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PlanRowView, TermsForm, TermsView } from '@/api/desk/types.gen';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { startOfDay } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { useZone } from '@/shared/time/zone';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useRead } from '../../records/useList';
import { Warning } from '../../records/Warning';
import { plannedAt, termsPath } from './CommissionsTab';

const NONE = 'none';
const DRAWN_WHEN_OPEN = { keepMounted: false };

interface DialogProps {
  terms: TermsView;
  clientId: string;
  onClose: () => void;
}

export function TermsDialog(props: DialogProps) {
  const { t } = useTranslation('desk-clients');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('terms.change_title')}>
      <TermsFields {...props} />
    </Modal>
  );
}

type Values = {
  fixed: string;
  tier: string;
  flexible: string;
  resets: boolean;
  day: string;
  comment: string;
};

function useChoices(kind: string) {
  const { t } = useTranslation('desk-clients');
  const path = `/api/desk/commission-plans/${kind}?limit=200`;
  const { data } = useQuery(useRead<Page<PlanRowView>>(path));
  const plans = (data?.items ?? []).filter(({ number }) => number !== null);
  return [
    { value: NONE, label: t('terms.nothing') },
    ...plans.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

const idOf = (choice: string) => (choice === NONE ? '' : choice);

/** Only what was touched is sent; what was left alone stays, whatever others do meanwhile. */
export function formOf(before: Values, after: Values, zone: string): TermsForm {
  const form: TermsForm = { comment: after.comment.trim(), resets_tiers: after.resets };
  if (after.fixed !== before.fixed) form.fixed_scheme_id = idOf(after.fixed);
  if (after.tier !== before.tier) form.tier = after.tier === NONE ? 0 : Number(after.tier);
  if (after.flexible !== before.flexible) form.flexible_scheme_id = idOf(after.flexible);
  if (after.day) form.effective_at = startOfDay(after.day, zone);
  return form;
}

function TermsFields({ terms, clientId, onClose }: DialogProps) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const { zone } = useZone();
  const fixed = useChoices('fixed_scheme');
  const flexible = useChoices('flexible_scheme');
  const tiers = [
    { value: NONE, label: t('terms.nothing') },
    ...terms.tiers.map((name, place) => ({ value: String(place + 1), label: name })),
  ];
  const before = useMemo<Values>(
    () => ({
      fixed: terms.fixed_scheme?.id ?? NONE,
      tier: terms.tier ? String(terms.tier) : NONE,
      flexible: terms.flexible_scheme?.id ?? NONE,
      resets: false,
      day: '',
      comment: '',
    }),
    [terms],
  );
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<Values, TermsView>({
    schema: z.object({}),
    initialValues: before,
    fieldNames: { scheme_id: 'fixed', flexible_id: 'flexible', effective_at: 'day' },
    send: (values, idempotencyKey) =>
      api.post<TermsView>(termsPath(clientId), formOf(before, values, zone), { idempotencyKey }),
    onSent: (changed) => {
      queries.setQueryData(['desk', termsPath(clientId)], changed);
      toastDone(t('terms.changed'));
      onClose();
    },
  });
  const planned = plannedAt(terms);
  const otherScheme = form.values.fixed !== before.fixed && before.fixed !== NONE;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Select
          label={t('terms.fixed')}
          description={t(terms.is_top ? 'terms.fixed_hint' : 'terms.fixed_elsewhere')}
          data={fixed}
          disabled={!terms.is_top}
          allowDeselect={false}
          comboboxProps={DRAWN_WHEN_OPEN}
          {...form.getInputProps('fixed')}
        />
        {otherScheme ? (
          <Alert color="yellow">
            <Checkbox
              label={t('terms.resets')}
              {...form.getInputProps('resets', { type: 'checkbox' })}
            />
          </Alert>
        ) : null}
        <Select
          label={t('terms.tier')}
          data={tiers}
          disabled={terms.tiers.length === 0}
          allowDeselect={false}
          comboboxProps={DRAWN_WHEN_OPEN}
          {...form.getInputProps('tier')}
        />
        <Select
          label={t('terms.flexible')}
          data={flexible}
          allowDeselect={false}
          comboboxProps={DRAWN_WHEN_OPEN}
          {...form.getInputProps('flexible')}
        />
        <TextInput
          type="date"
          label={t('terms.from')}
          description={t('terms.from_hint')}
          {...form.getInputProps('day')}
        />
        <TextInput label={t('terms.comment')} maxLength={1000} {...form.getInputProps('comment')} />
        {planned ? (
          <Warning>
            {t('terms.gives_up')} <Time at={planned} />
          </Warning>
        ) : null}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!unsent && !planned}>
            {t('terms.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
