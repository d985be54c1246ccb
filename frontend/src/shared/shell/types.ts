/** What an application tells the shell: where one can go, and who is here. */
import type { ComponentType } from 'react';

export type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

export interface NavEntry {
  to: string;
  label: string;
  icon: Icon;
  /** A count of what waits, e.g. unread notices. */
  badge?: number;
  /** There is more than was counted. */
  badgeCapped?: boolean;
  /** Only this address is it, not those below: for the dashboard at `/`. */
  exact?: boolean;
}

export interface NavGroup {
  /** Heading; none for the first, nameless group. */
  label?: string;
  entries: NavEntry[];
}

export interface Person {
  name: string;
  email: string;
  /** Lines with a copy button: client id, referral code. */
  ids: { label: string; value: string; copyLabel: string }[];
  /** Where "Profile" leads; none where there is no such page. */
  profileTo?: string;
}

export interface PaletteItem {
  id: string;
  label: string;
  description?: string;
  to: string;
  icon?: Icon;
}
