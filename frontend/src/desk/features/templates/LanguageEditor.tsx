/** The words of one language: typing, looking, trying out, saving, taking back. */
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { IconMailShare, IconRotate } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { Time } from '@/shared/time/Time';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { useCan } from '../../session';
import { MailPreview } from './MailPreview';
import { type Draft, draftOf, isSame, useTemplateCalls, wordsOf } from './templates';
import classes from './templates.module.css';

const FIELDS = ['subject', 'heading', 'body'] as const;

/** Which box of the editor an error belongs to; none: above the buttons. */
function boxOf(problem: ApiError | null): (typeof FIELDS)[number] | null {
  const field = problem?.field?.replace(/^words\./, '') ?? '';
  return FIELDS.find((one) => field === one || field.startsWith(`${one}.`)) ?? null;
}

interface EditorProps {
  event: string;
  text: TextView;
}

function useEditor({ event, text }: EditorProps) {
  const { t } = useTranslation('desk-templates');
  const queries = useQueryClient();
  const calls = useTemplateCalls(event);
  const [draft, setDraft] = useState<Draft>(() => draftOf(text.words));
  const save = useMutation({
    mutationFn: (packaged: boolean) =>
      calls.write(text.language, packaged ? null : wordsOf(draft), text.edition),
    onSuccess: () => {
      toastDone(t('saved'));
      void queries.invalidateQueries({ queryKey: ['desk'] });
    },
  });
  const test = useMutation({
    mutationFn: () => calls.test(text.language, wordsOf(draft)),
    onSuccess: () => toastDone(t('test_sent')),
  });
  const failed = save.error ?? test.error;
  const problem = failed ? asApiError(failed) : null;
  return { draft, setDraft, save, test, problem, unsaved: !isSame(draft, draftOf(text.words)) };
}

export function LanguageEditor(props: EditorProps) {
  const { event, text } = props;
  const { t } = useTranslation('desk-templates');
  const can = useCan();
  const { ofError } = useErrorWords();
  const { draft, setDraft, save, test, problem, unsaved } = useEditor(props);
  const box = boxOf(problem);
  const said = problem ? ofError(problem) : null;
  const direction = text.language === 'ar' ? 'rtl' : 'ltr';
  const field = (name: (typeof FIELDS)[number]) => ({
    label: t(`fields.${name}`),
    value: draft[name],
    dir: direction,
    lang: text.language,
    readOnly: !can('update_templates'),
    error: box === name ? said : null,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setDraft((before) => ({ ...before, [name]: currentTarget.value })),
  });
  return (
    <Panel
      title={t(`languages.${text.language as 'en' | 'zh' | 'ar'}`)}
      aside={text.is_packaged ? <Chip>{t('packaged')}</Chip> : <Chip tone="info">{t('own')}</Chip>}
    >
      <Stack gap="md">
        <TextInput {...field('subject')} maxLength={200} />
        <TextInput {...field('heading')} maxLength={200} />
        <Textarea {...field('body')} description={t('body_hint')} autosize minRows={5} />
        <FormProblem problem={box ? null : problem} />
        {can('update_templates') ? (
          <Group gap="xs">
            <Button disabled={!unsaved} loading={save.isPending} onClick={() => save.mutate(false)}>
              {t('save')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconMailShare size={16} />}
              loading={test.isPending}
              onClick={() => test.mutate()}
            >
              {t('test')}
            </Button>
            {text.is_packaged ? null : (
              <Button
                variant="subtle"
                color="gray"
                leftSection={<IconRotate size={16} />}
                onClick={() => save.mutate(true)}
              >
                {t('take_back')}
              </Button>
            )}
          </Group>
        ) : null}
        {text.edited_at ? (
          <p className={classes.soft}>
            {t('edited_by', { name: text.edited_by_name, edition: text.edition })}{' '}
            <Time at={text.edited_at} />
          </p>
        ) : null}
        <MailPreview event={event} language={text.language} draft={draft} />
      </Stack>
      <LeaveGuard when={unsaved && !save.isPending} />
    </Panel>
  );
}
