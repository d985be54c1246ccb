/** Where a notice leads: each application says which of its pages shows which kind of record. */
import { createContext, useContext } from 'react';
import type { Notice } from './useNotices';

export type NoticeLink = (link: Notice['link']) => string | null;

/** Provided by each application's shell. */
export const NoticeLinkContext = createContext<NoticeLink>(() => null);

export const useNoticeLink = (): NoticeLink => useContext(NoticeLinkContext);
