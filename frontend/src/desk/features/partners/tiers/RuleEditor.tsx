/** Writing a tier rule: for which ranks, how it counts, and what each tier asks. */
import {
  Alert,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanView, RankStructureOutput, TierRuleView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useApi } from '@/shared/auth/context';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { useRead } from '../../../records/useList';
import { usePlanChoices } from '../plans';
import { askedTiers, draftOf, NO_TIER, type RuleDraft, ruleOf, type TierDraft } from './draft';
import { TierFields } from './TierFields';
import { RULES } from './tiers';

interface EditorProps {
  rule: TierRuleView | undefined;
  /** The structures that have a rule already. */
  taken: readonly string[];
  locked: boolean;
  runs: boolean;
}

function useTiers(structureId: string, known: readonly string[] | undefined): readonly string[] {
  const path = `/api/desk/commission-plans/rank_structure/${encodeURIComponent(structureId)}`;
  const { data } = useQuery({
    ...useRead<PlanView>(path),
    enabled: !known && structureId !== '',
  });
  const said = data?.versions.find(({ number }) => number === data.number)?.plan;
  return known ?? (said as RankStructureOutput | undefined)?.tiers ?? [];
}

export function RuleEditor({ rule, taken, locked, runs }: EditorProps) {
  const { t } = useTranslation('desk-tiers');
  const [draft, setDraft] = useState(() => draftOf(rule));
  const [touched, setTouched] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const change = (part: Partial<RuleDraft>) => {
    setTouched(true);
    setDraft((before) => ({ ...before, ...part }));
  };
  const tiers = useTiers(draft.structure_id, rule?.structure_tiers);
  const { errorAt, tierErrorAt } = useErrors(draft, problem);
  const { busy, send } = useSending(rule, draft, setProblem, () => setTouched(false));
  const put = (tier: number, part: Partial<TierDraft>) =>
    change({
      tiers: { ...draft.tiers, [tier]: { ...(draft.tiers[tier] ?? NO_TIER), ...part } },
    });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="md">
        {runs ? <Alert color="yellow">{t('locked')}</Alert> : null}
        <Panel title={t('rule')}>
          <Common {...{ rule, taken, locked, draft, change, errorAt }} />
        </Panel>
        {tiers.slice(1).map((name, place) => (
          <Panel key={name} title={t('asks', { tier: name })}>
            <TierFields
              draft={draft.tiers[place + 2] ?? NO_TIER}
              locked={locked}
              change={(part) => put(place + 2, part)}
              errorAt={(field, within) => tierErrorAt(place + 2, field, within)}
            />
          </Panel>
        ))}
        <FormProblem problem={problem} />
        {locked ? null : (
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={busy}
              disabled={!touched || !draft.name.trim() || !draft.structure_id}
            >
              {t('save')}
            </Button>
          </Group>
        )}
      </Stack>
      <LeaveGuard when={touched && !busy} />
    </form>
  );
}

function useErrors(draft: RuleDraft, problem: ApiError | null) {
  const { ofField } = useErrorWords();
  const errorAt = (place: string, within = false): string | undefined => {
    const found = problem?.fieldProblems.find(
      ({ field }) => field === place || (within && field.startsWith(`${place}.`)),
    );
    return problem && found ? ofField(found.problem, problem, found.facts) : undefined;
  };
  const tierErrorAt = (tier: number, field: string, within = false) => {
    const row = askedTiers(draft).indexOf(tier);
    if (row < 0) return undefined;
    return errorAt(field ? `tiers.${row}.${field}` : `tiers.${row}`, within);
  };
  return { errorAt, tierErrorAt };
}

function useSending(
  rule: TierRuleView | undefined,
  draft: RuleDraft,
  setProblem: (problem: ApiError | null) => void,
  onSent: () => void,
) {
  const { t } = useTranslation('desk-tiers');
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const path = `${RULES}/${encodeURIComponent(draft.structure_id)}`;
      await api.put(path, ruleOf(draft, rule?.number ?? 0), { idempotencyKey: key });
      onSent();
      toastDone(t('saved'));
      await queries.invalidateQueries({ queryKey: ['desk', RULES] });
      if (!rule) void navigate({ to: `/tiers/${draft.structure_id}` });
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      renew();
      setBusy(false);
    }
  };
  return { busy, send };
}

interface CommonProps extends Omit<EditorProps, 'runs'> {
  draft: RuleDraft;
  change: (part: Partial<RuleDraft>) => void;
  errorAt: (place: string, within?: boolean) => string | undefined;
}

function Common({ rule, taken, locked, draft, change, errorAt }: CommonProps) {
  const { t } = useTranslation('desk-tiers');
  const structures = usePlanChoices('rank_structure');
  const free = structures.filter(
    ({ value }) => value === rule?.structure_id || !taken.includes(value),
  );
  return (
    <Stack gap="md">
      <TextInput
        label={t('name')}
        maxLength={60}
        required
        disabled={locked}
        error={errorAt('name')}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label={t('structure')}
        description={t('structure_hint')}
        data={rule ? [{ value: rule.structure_id, label: rule.structure_name }] : free}
        required
        disabled={locked || rule !== undefined}
        allowDeselect={false}
        value={draft.structure_id || null}
        onChange={(value) => change({ structure_id: value ?? '', tiers: {} })}
      />
      <Select
        label={t('method')}
        description={t('method_hint')}
        data={(['automatic', 'manual'] as const).map((one) => ({
          value: one,
          label: t(`methods.${one}`),
        }))}
        disabled={locked}
        allowDeselect={false}
        value={draft.method}
        onChange={(value) => change({ method: value === 'manual' ? 'manual' : 'automatic' })}
      />
      <NumberInput
        label={t('months')}
        description={t('months_hint')}
        min={0}
        max={24}
        allowDecimal={false}
        disabled={locked}
        error={errorAt('months')}
        value={draft.months}
        onChange={(value) => change({ months: String(value) })}
      />
      <Switch
        label={t('enabled')}
        disabled={locked}
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      <Switch
        label={t('demotes_label')}
        description={t('demotes_hint')}
        disabled={locked}
        checked={draft.demotes}
        onChange={(event) => change({ demotes: event.currentTarget.checked })}
      />
      {draft.demotes ? (
        <TagsInput
          label={t('spared')}
          description={t('spared_hint')}
          disabled={locked}
          error={errorAt('spared', true)}
          value={draft.spared}
          onChange={(spared) => change({ spared })}
        />
      ) : null}
    </Stack>
  );
}
