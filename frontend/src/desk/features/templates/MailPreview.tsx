/** The mail as it would be, drawn by the server, in a frame that can run and reach nothing. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Draft, useTemplateCalls, wordsOf } from './templates';
import classes from './templates.module.css';

const TYPING_PAUSE_MS = 500;

interface MailPreviewProps {
  event: string;
  language: string;
  draft: Draft;
}

export function MailPreview({ event, language, draft }: MailPreviewProps) {
  const { t } = useTranslation('desk-templates');
  const calls = useTemplateCalls(event);
  const [typed] = useDebouncedValue(draft, TYPING_PAUSE_MS);
  const words = wordsOf(typed);
  const { data, isError } = useQuery({
    queryKey: ['desk-preview', event, language, words],
    queryFn: ({ signal }) => calls.preview(language, words, signal),
    enabled: words.subject !== '' && words.heading !== '' && words.body.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div className={classes.preview}>
      <p className={classes.soft} aria-live="polite">
        {isError ? t('no_preview') : <bdi>{data?.subject}</bdi>}
      </p>
      {data ? (
        <iframe
          className={classes.frame}
          title={t('preview', { language })}
          sandbox=""
          srcDoc={data.html}
        />
      ) : null}
    </div>
  );
}
