/** What a page tells the table: columns, filters, and how to fetch a page of rows and the totals. */
import type { ReactNode } from 'react';
import type { Page } from '@/shared/api/page';

export interface Column<T> {
  id: string;
  header: string;
  /** Pixels; every column has one, because in a fixed layout text would overlap without it. */
  width: number;
  /** Amounts and counts stand at the end, in tabular digits. */
  align?: 'start' | 'end';
  cell: (row: T) => ReactNode;
  /** The server can sort by it: the query carries `sort=<id>` or `sort=-<id>`. */
  sortable?: boolean;
  /** Not shown until chosen. */
  hiddenAtFirst?: boolean;
  /** Cannot be switched off. */
  pinned?: boolean;
  /** Something to operate (a tick), not to open the row by. */
  control?: boolean;
  /** Its place on a phone's card: heading, chip beside it, line below (default), or nowhere. */
  card?: 'title' | 'mark' | 'line' | 'none';
}

export interface Choice {
  value: string;
  label: string;
}

export type Filter =
  | { kind: 'search'; id: string; label: string }
  | { kind: 'choice'; id: string; label: string; options: readonly Choice[] }
  /** Two dates in the address, `from` and `to`, as `YYYY-MM-DD`. */
  | { kind: 'period'; id: 'period'; label: string };

/** Values of the filters that are set, by filter id (`from` and `to` for a period). */
export type FilterValues = Readonly<Record<string, string>>;

export interface TableQuery {
  filters: FilterValues;
  /** Column id, with a minus for descending; null for the server's own order. */
  sort: string | null;
}

export interface PageQuery extends TableQuery {
  cursor: string | null;
  limit: number;
}

/** Sums of one currency over the whole filtered set, by column id, as decimal strings. */
export interface TotalLine {
  currency: string;
  values: Readonly<Record<string, string>>;
}

/** A list as somebody wants to see it. */
export interface SavedView {
  name: string;
  /** What the address says: filters and sort. */
  search: Record<string, string>;
  columns: Record<string, boolean>;
  is_default: boolean;
}

export interface ViewStore {
  /** Undefined until they are read. */
  views: readonly SavedView[] | undefined;
  save: (views: SavedView[]) => Promise<unknown>;
}

export interface DataTableProps<T> {
  /** Names this list in what the browser remembers, e.g. `portal.transactions`. */
  id: string;
  /** Names the list for screen readers. */
  label: string;
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** Start of the cache key; filters and sort are appended. */
  queryKey: readonly unknown[];
  load: (query: PageQuery, signal: AbortSignal) => Promise<Page<T>>;
  loadTotals?: (query: TableQuery, signal: AbortSignal) => Promise<TotalLine[]>;
  filters?: readonly Filter[];
  /** Where the row leads; the first column becomes a link. */
  rowHref?: (row: T) => string;
  /** Opens a row in place (a drawer); the first column becomes a button. */
  onOpen?: (row: T) => void;
  /** Shown when the list is empty without any filter. */
  empty: { title: string; hint?: string; action?: ReactNode };
  /** Where views of this list are kept; without it there are none. */
  views?: ViewStore;
  /** Offers the whole filtered list as a file. */
  download?: { name: string; columns: readonly { header: string; text: (row: T) => string }[] };
  /** More buttons beside the column chooser. */
  actions?: ReactNode;
  /** `address`: filters and sort live in the URL (default). `page`: several tables share one page. */
  state?: 'address' | 'page';
  /** Milliseconds between refreshes of live lists. */
  pollMs?: number;
  /** Height of the scrolling area; fills the window by default. */
  height?: string;
}
