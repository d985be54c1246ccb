/** Everything that was handed in, with its status, and each to be opened. */
import { Button } from '@mantine/core';
import { IconChevronDown, IconExternalLink } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KycRecordView, openOwnFile } from '@/api/portal';
import { listOwnKycRecordsInfiniteOptions } from '@/api/portal/@tanstack/react-query.gen';
import { AnswerList } from '@/shared/forms/designed/AnswerList';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import classes from './kyc.module.css';

export function History() {
  const { t } = useTranslation('portal-kyc');
  const records = useInfiniteQuery({
    ...listOwnKycRecordsInfiniteOptions({ query: { limit: 10 } }),
    initialPageParam: {},
    getNextPageParam: ({ next_cursor }) =>
      next_cursor ? { query: { cursor: next_cursor } } : undefined,
  });
  const items = records.data?.pages.flatMap((page) => page.items) ?? [];
  if (records.isError && items.length === 0) {
    return <ErrorState error={records.error} onRetry={() => void records.refetch()} />;
  }
  if (items.length === 0) return null;
  return (
    <Panel title={t('history')}>
      <ul className={classes.records}>
        {items.map((record) => (
          <li key={record.id}>
            <Record record={record} />
          </li>
        ))}
      </ul>
      {records.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          mt="sm"
          loading={records.isFetchingNextPage}
          onClick={() => void records.fetchNextPage()}
        >
          {t('older')}
        </Button>
      ) : null}
    </Panel>
  );
}

function Record({ record }: { record: KycRecordView }) {
  const { t } = useTranslation('portal-kyc');
  const { language } = useLanguage();
  const [opened, setOpened] = useState(false);
  const body = useId();
  return (
    <>
      <button
        type="button"
        className={classes.head}
        aria-expanded={opened}
        aria-controls={body}
        onClick={() => setOpened(!opened)}
      >
        <span className={classes.name}>{pickText(record.form_name, language)}</span>
        <span className={classes.when}>
          <Time at={record.submitted_at} />
        </span>
        <StatusChip status={record.status} />
        <IconChevronDown size={16} aria-hidden className={classes.turn} />
      </button>
      {opened ? (
        <div id={body} className={classes.body}>
          {record.origin === 'client' ? null : (
            <p className={classes.soft}>{t(`origin.${record.origin}`)}</p>
          )}
          {record.reason && record.reason !== 'identity_not_verified' ? (
            <p className={classes.reason}>
              <strong>{t('reason')}</strong> <bdi>{record.reason}</bdi>
            </p>
          ) : null}
          <AnswerList
            design={record.form}
            answers={record.answers}
            file={(fileId) => <File fileId={fileId} record={record} />}
          />
        </div>
      ) : null}
    </>
  );
}

/** A document of one's own, opened by a link that works for a minute. */
function File({ fileId, record }: { fileId: string; record: KycRecordView }) {
  const { t } = useTranslation('portal-kyc');
  const [failed, setFailed] = useState(false);
  const name = record.files.find((one) => one.file_id === fileId)?.file_name ?? fileId;
  const open = async () => {
    try {
      setFailed(false);
      const { url } = await openOwnFile({ path: { file_id: fileId } });
      window.location.assign(url);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconExternalLink size={15} aria-hidden />}
        onClick={() => void open()}
      >
        <bdi>{name}</bdi>
      </Button>
      {failed ? <span role="alert">{t('file_failed')}</span> : null}
    </>
  );
}
