/** Every notice, newest first. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { NoticeList } from '@/shared/notices/NoticeList';
import { type Notice, useMarkAllRead, useUnreadCount } from '@/shared/notices/useNotices';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { ErrorState } from '@/shared/ui/ErrorState';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { LinesSkeleton } from '@/shared/ui/skeletons';

const PAGE_SIZE = 30;
const POLL_MS = 30_000;

function useNotices(state: 'unread' | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['notices', 'page', state ?? 'all'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Notice>>('/api/desk/notifications', {
        query: { state, cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: pollEvery(POLL_MS),
  });
}

export default function NotificationsPage() {
  const { t } = useTranslation('desk-profile');
  const [search, change] = useSearchTexts();
  const state = search.state === 'unread' ? 'unread' : undefined;
  const unread = useUnreadCount();
  const markAll = useMarkAllRead();
  return (
    <>
      <PageHeader
        title={t('notices.title')}
        subtitle={t('notices.subtitle')}
        actions={
          <Button
            variant="default"
            disabled={unread === 0}
            leftSection={<IconChecks size={17} />}
            onClick={() => markAll.mutate()}
          >
            {t('notices.mark_all')}
          </Button>
        }
      />
      <SegmentedControl
        mb="md"
        aria-label={t('notices.show')}
        data={[
          { value: 'all', label: t('notices.all') },
          { value: 'unread', label: t('notices.unread') },
        ]}
        value={state ?? 'all'}
        onChange={(next) => change({ state: next === 'unread' ? next : undefined })}
      />
      <List state={state} />
    </>
  );
}

function List({ state }: { state: 'unread' | undefined }) {
  const { t } = useTranslation('desk-profile');
  const notices = useNotices(state);
  if (notices.isPending) {
    return (
      <Panel>
        <LinesSkeleton />
      </Panel>
    );
  }
  if (!notices.data) {
    return (
      <Panel>
        <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />
      </Panel>
    );
  }
  return (
    <Panel flush>
      <NoticeList notices={notices.data.pages.flatMap((page) => page.items)} />
      {notices.hasNextPage ? (
        <Button
          variant="subtle"
          fullWidth
          loading={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          {t('notices.more')}
        </Button>
      ) : null}
    </Panel>
  );
}
