/** One setting in the list: what it is, what it is set to, and changing it where that is simple. */
import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import type { Setting } from '../../records/types';
import { useCan } from '../../session';
import { problemsOf } from './check';
import classes from './SettingsPage.module.css';
import { isSimple, type Json, type Schema, sameJson } from './schema';
import { useChangeSetting } from './settings';
import { useSettingWords } from './words';

const ValueEditor = lazy(() =>
  import('./ValueEditor').then((one) => ({ default: one.ValueEditor })),
);

const OF_A_PROCESS = /^approvals\.(?:flow|automation)\.(\w+)$/;

/** Where a setting is edited: the parts of an approval process have a page together. */
export function placeOf(key: string) {
  const type = OF_A_PROCESS.exec(key)?.[1];
  return type
    ? { to: '/approval-processes', search: { type } as never }
    : { to: `/settings/${key}` };
}

export function SettingRow({ setting }: { setting: Setting }) {
  const words = useSettingWords();
  const hint = words.hint(setting.title_code);
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <div className={classes.title}>
          <Link {...placeOf(setting.key)}>{words.title(setting.title_code)}</Link>
        </div>
        {hint ? <p className={classes.hint}>{hint}</p> : null}
        <Marks setting={setting} />
      </div>
      <div className={classes.value}>
        {isSimple(setting.type as Schema) ? (
          <InlineEditor key={setting.version} setting={setting} />
        ) : (
          <Summary setting={setting} />
        )}
      </div>
    </div>
  );
}

function Marks({ setting }: { setting: Setting }) {
  const { t } = useTranslation('desk-settings');
  return (
    <div className={classes.marks}>
      <bdi translate="no">{setting.key}</bdi>
      <span>
        {setting.version === 0 ? t('is_default') : t('version', { version: setting.version })}
      </span>
      {setting.four_eyes ? <Chip>{t('four_eyes')}</Chip> : null}
      {setting.pending ? <Chip tone="warn">{t('pending')}</Chip> : null}
      {setting.scheduled.length > 0 ? <Chip tone="info">{t('scheduled')}</Chip> : null}
    </div>
  );
}

function InlineEditor({ setting }: { setting: Setting }) {
  const { t } = useTranslation('desk-settings');
  const can = useCan();
  const schema = setting.type as Schema;
  const [value, setValue] = useState(setting.value as Json);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const { key, renew } = useIdempotencyKey();
  const change = useChangeSetting(setting.key);
  const locked = !can('update_settings') || setting.pending !== null;
  const problems = problemsOf(value, schema);
  const isChanged = !sameJson(value, setting.value);
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const saved = await change({ value, comment: '', effective_at: null }, key);
      toastDone(saved.pending ? t('proposed') : t('saved'));
      renew();
    } catch (thrown) {
      setProblem(asApiError(thrown));
      // The key stays with what was sent: another value is another command.
      renew();
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Suspense fallback={<Skeleton height={36} />}>
        <ValueEditor
          schema={schema}
          root={schema}
          value={value}
          onChange={setValue}
          path=""
          problems={problems}
          label=""
          disabled={locked}
        />
      </Suspense>
      <FormProblem problem={problem} />
      {isChanged && !locked ? (
        <div className={classes.buttons}>
          <Button size="compact-sm" loading={busy} disabled={problems.size > 0} onClick={save}>
            {setting.four_eyes ? t('propose') : t('save')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setValue(setting.value as Json)}
          >
            {t('undo')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** A value of many parts, told briefly; its page shows it whole. */
function Summary({ setting }: { setting: Setting }) {
  const { t } = useTranslation('desk-settings');
  const words = useSettingWords();
  const value = setting.value as Json;
  const text = Array.isArray(value)
    ? t('entries', { count: value.length })
    : Object.entries((value ?? {}) as Record<string, Json>)
        .filter(([, part]) => typeof part !== 'object')
        .map(([name, part]) => `${words.field(name)}: ${words.choice(String(part))}`)
        .join(' · ');
  return (
    <>
      <span className={classes.summary}>{text || '—'}</span>
      <div className={classes.buttons}>
        <Button component={Link} {...placeOf(setting.key)} variant="default" size="compact-sm">
          {t('open')}
        </Button>
      </div>
    </>
  );
}
