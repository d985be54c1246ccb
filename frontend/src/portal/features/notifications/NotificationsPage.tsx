/** Every notice, newest first; unread ones can be marked together. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listPortalNotifications } from '@/api/portal';
import { pollEvery } from '@/shared/api/queryClient';
import { NoticeList } from '@/shared/notices/NoticeList';
import { useMarkAllRead, useUnreadCount } from '@/shared/notices/useNotices';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { ErrorState } from '@/shared/ui/ErrorState';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import classes from './NotificationsPage.module.css';

const PAGE_SIZE = 30;
const POLL_MS = 30_000;

function useNotices(state: 'unread' | undefined) {
  return useInfiniteQuery({
    queryKey: ['notices', 'page', state ?? 'all'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      listPortalNotifications({ query: { state, cursor: pageParam, limit: PAGE_SIZE }, signal }),
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: pollEvery(POLL_MS),
  });
}

export default function NotificationsPage() {
  const { t } = useTranslation('portal-notifications');
  const [search, change] = useSearchTexts();
  const state = search.state === 'unread' ? 'unread' : undefined;
  const unread = useUnreadCount();
  const markAll = useMarkAllRead();
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <Button
            variant="default"
            onClick={() => markAll.mutate()}
            disabled={unread === 0}
            leftSection={<IconChecks size={17} aria-hidden />}
          >
            {t('mark_all')}
          </Button>
        }
      />
      <SegmentedControl
        mb="md"
        aria-label={t('show')}
        data={[
          { value: 'all', label: t('all') },
          { value: 'unread', label: t('unread') },
        ]}
        value={state ?? 'all'}
        onChange={(next) => change({ state: next === 'unread' ? 'unread' : undefined })}
      />
      <Panel flush>
        <List state={state} />
      </Panel>
    </>
  );
}

function List({ state }: { state: 'unread' | undefined }) {
  const { t } = useTranslation('portal-notifications');
  const notices = useNotices(state);
  if (notices.isPending) {
    return (
      <div className={classes.waiting}>
        <LinesSkeleton />
      </div>
    );
  }
  if (!notices.data) {
    return <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />;
  }
  return (
    <>
      <NoticeList notices={notices.data.pages.flatMap((page) => page.items)} />
      {notices.hasNextPage ? (
        <div className={classes.more}>
          <Button
            variant="default"
            onClick={() => void notices.fetchNextPage()}
            loading={notices.isFetchingNextPage}
          >
            {t('older')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
