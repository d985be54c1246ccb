/** Notices in words of the person, newest first; each leads to what it is about. */
import { IconBellOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/shared/auth/context';
import { useFactTexts } from '@/shared/errors/useFactTexts';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { useNoticeLink } from './links';
import classes from './NoticeList.module.css';
import { type Notice, useMarkRead } from './useNotices';

interface NoticeListProps {
  notices: readonly Notice[];
  /** Called when one is opened, e.g. to close the popover. */
  onOpen?: () => void;
}

export function NoticeList({ notices, onOpen }: NoticeListProps) {
  const { t } = useTranslation('common');
  if (notices.length === 0) {
    return <EmptyState icon={IconBellOff} title={t('bell.empty')} hint={t('bell.empty_hint')} />;
  }
  return (
    <ul className={classes.list}>
      {notices.map((notice) => (
        <li key={notice.id} className={classes.item} data-unread={!notice.read || undefined}>
          <NoticeBody notice={notice} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

/** A notice's sentence; one whose code has no words yet says what it is about. */
export function useNoticeText(): (notice: Notice) => string {
  const { realm } = useSession();
  const { t, i18n } = useTranslation([`${realm}-notices`, 'common']);
  const textsOf = useFactTexts();
  return ({ code, facts }) => {
    const known = i18n.exists(code, { ns: `${realm}-notices` });
    const key = known ? `${realm}-notices:${code}` : 'common:bell.unknown';
    return t(key as 'common:bell.unknown', textsOf(facts));
  };
}

function NoticeBody({ notice, onOpen }: { notice: Notice; onOpen?: () => void }) {
  const textOf = useNoticeText();
  const linkTo = useNoticeLink();
  const mark = useMarkRead();
  const to = linkTo(notice.link);
  const open = () => {
    if (!notice.read) mark.mutate(notice.id);
    onOpen?.();
  };
  const body = (
    <>
      <span className={classes.text}>{textOf(notice)}</span>
      <span className={classes.at}>
        <Time at={notice.at} />
      </span>
    </>
  );
  return to ? (
    <Link to={to} className={classes.open} onClick={open}>
      {body}
    </Link>
  ) : (
    <button type="button" className={classes.open} onClick={open}>
      {body}
    </button>
  );
}
