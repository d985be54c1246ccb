/** The mail as it would be, drawn by the server, in a frame that can run and reach nothing. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Draft, useTemplateCalls, wordsOf } from './templates';
import classes from './templates.module.css';

const TYPING_PAUSE_MS = 500;

/** An address for a page of our own making, good while it is shown. */
function usePageOf(html: string | undefined): string | null {
  const [page, setPage] = useState<string | null>(null);
  useEffect(() => {
    if (html === undefined) return;
    const address = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    setPage(address);
    return () => URL.revokeObjectURL(address);
  }, [html]);
  return page;
}

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
  const page = usePageOf(data?.html);
  return (
    <div className={classes.preview}>
      <p className={classes.soft} aria-live="polite">
        {isError ? t('no_preview') : <bdi>{data?.subject}</bdi>}
      </p>
      {page ? (
        <iframe
          className={classes.frame}
          title={t('preview', { language })}
          sandbox=""
          src={page}
        />
      ) : null}
    </div>
  );
}
