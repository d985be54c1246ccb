/** The bell with its unread count; opens the latest notices. */
import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { NoticeList } from '@/shared/notices/NoticeList';
import { useMarkAllRead, useNotices, useUnreadCount } from '@/shared/notices/useNotices';
import { Loaded } from '@/shared/ui/Loaded';
import classes from './Bell.module.css';

export function Bell() {
  const { t } = useTranslation('common');
  const { tag } = useLanguage();
  const [open, setOpen] = useState(false);
  const unread = useUnreadCount();
  const words =
    unread > 0
      ? t('bell.unread', { count: unread, shown: formatCount(unread, tag) })
      : t('bell.none');
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={360}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={words}
          onClick={() => setOpen(!open)}
        >
          <IconBell size={20} stroke={1.6} />
          {unread > 0 ? <span className={classes.dot} aria-hidden /> : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('bell.title')}>
        {open ? <Latest onLeave={() => setOpen(false)} unread={unread} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function Latest({ onLeave, unread }: { onLeave: () => void; unread: number }) {
  const { t } = useTranslation('common');
  const latest = useNotices(8);
  const markAll = useMarkAllRead();
  return (
    <div className={classes.box}>
      <div className={classes.head}>
        <strong>{t('bell.title')}</strong>
        {unread > 0 ? (
          <Button variant="subtle" size="compact-sm" onClick={() => markAll.mutate()}>
            {t('bell.mark_all')}
          </Button>
        ) : null}
      </div>
      <div className={classes.list}>
        <Loaded query={latest}>
          {(page) => <NoticeList notices={page.items} onOpen={onLeave} />}
        </Loaded>
      </div>
      <Link to="/notifications" className={classes.all} onClick={onLeave}>
        {t('bell.all')}
      </Link>
    </div>
  );
}
