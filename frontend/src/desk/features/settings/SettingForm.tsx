/** Changes a setting: the value, why, and from when. */
import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { startOfDay } from '@/shared/time/format';
import { useZone } from '@/shared/time/zone';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import type { Setting } from '../../records/types';
import { useCan } from '../../session';
import { problemsOf } from './check';
import { type Json, type Schema, sameJson } from './schema';
import { METHOD_SETTINGS, useChangeSetting } from './settings';
import type { EditorProps } from './ValueEditor';

const EffectiveDay = lazy(() => import('./EffectiveDay'));
const MethodsSetting = lazy(() => import('./MethodsSetting'));
const ValueEditor = lazy(() =>
  import('./ValueEditor').then((one) => ({ default: one.ValueEditor })),
);

export function SettingForm({ setting }: { setting: Setting }) {
  const { t } = useTranslation('desk-settings');
  const can = useCan();
  const schema = setting.type as Schema;
  const draft = useDraft(setting);
  const locked = !can('update_settings') || setting.pending !== null;
  const reset = (
    <Button
      variant="subtle"
      size="compact-sm"
      onClick={() => draft.setValue(setting.default as Json)}
    >
      {t('to_default')}
    </Button>
  );
  return (
    <Panel
      title={t('value')}
      aside={locked || sameJson(draft.value, setting.default) ? null : reset}
    >
      <form onSubmit={draft.onSubmit} noValidate>
        <Stack gap="md">
          <Suspense fallback={<FormSkeleton fields={2} />}>
            <Editor
              // JSON typed as text starts anew when the value is put back from outside.
              key={draft.round}
              of={setting.key}
              schema={schema}
              root={schema}
              value={draft.value}
              onChange={draft.edit}
              path=""
              problems={draft.problems}
              label=""
              disabled={locked}
            />
          </Suspense>
          {draft.isChanged && !locked ? <Closing setting={setting} draft={draft} /> : null}
        </Stack>
      </form>
      <LeaveGuard when={draft.isChanged && !draft.busy} />
    </Panel>
  );
}

/** Payment methods have an editor of their own; all else is edited by its schema. */
function Editor({ of, ...props }: EditorProps & { of: string }) {
  return METHOD_SETTINGS.includes(of) ? <MethodsSetting {...props} /> : <ValueEditor {...props} />;
}

type Draft = ReturnType<typeof useDraft>;

function useDraft(setting: Setting) {
  const { t } = useTranslation('desk-settings');
  const { zone } = useZone();
  const { key, renew } = useIdempotencyKey();
  const change = useChangeSetting(setting.key);
  const [value, edit] = useState(setting.value as Json);
  const [comment, setComment] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const setValue = (next: Json) => {
    edit(next);
    setRound(round + 1);
  };
  const problems = problemsOf(value, setting.type as Schema);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || problems.size > 0) return;
    setBusy(true);
    setProblem(null);
    try {
      const effectiveAt = day ? startOfDay(day, zone) : null;
      const saved = await change(
        {
          value,
          comment: comment.trim(),
          effective_at: effectiveAt,
        },
        key,
      );
      toastDone(saved.pending ? t('proposed') : t('saved'));
      setComment('');
      setDay(null);
      setValue(saved.value as Json);
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      renew();
      setBusy(false);
    }
  };
  const isChanged = !sameJson(value, setting.value);
  return {
    ...{ value, edit, setValue, round, problems, isChanged },
    ...{ comment, setComment, day, setDay, busy, problem, onSubmit },
  };
}

function Closing({ setting, draft }: { setting: Setting; draft: Draft }) {
  const { t } = useTranslation('desk-settings');
  return (
    <>
      {setting.four_eyes ? (
        <Alert color="accent" icon={<IconUsers size={18} />}>
          {t('four_eyes_hint')}
        </Alert>
      ) : null}
      <Group grow align="start" preventGrowOverflow={false}>
        <TextInput
          label={t('comment')}
          description={t('comment_hint')}
          maxLength={1000}
          value={draft.comment}
          onChange={(event) => draft.setComment(event.currentTarget.value)}
        />
        <Suspense fallback={<TextInput label={t('effective')} disabled />}>
          <EffectiveDay day={draft.day} onChange={draft.setDay} />
        </Suspense>
      </Group>
      <FormProblem problem={draft.problem} />
      <ServerProblems problem={draft.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => draft.setValue(setting.value as Json)}>
          {t('undo')}
        </Button>
        <Button type="submit" loading={draft.busy} disabled={draft.problems.size > 0}>
          {setting.four_eyes ? t('propose') : t('save')}
        </Button>
      </Group>
    </>
  );
}

/** What the server found wrong, with the place: checks that a schema cannot express. */
function ServerProblems({ problem }: { problem: ApiError | null }) {
  const hints = (problem?.fieldProblems ?? []) as { field: string; hint?: string }[];
  const told = hints.filter(({ hint }) => hint);
  if (told.length === 0) return null;
  return (
    <ul>
      {told.map(({ field, hint }) => (
        <li key={field}>
          <bdi dir="ltr">{`${field.replace(/^value\.?/, '')} ${hint}`}</bdi>
        </li>
      ))}
    </ul>
  );
}
