/** Where staff can go. Entries whose permission is missing are left out; the server refuses them anyway. */
import {
  IconBook2,
  IconChartCandle,
  IconChecklist,
  IconHistory,
  IconLayoutDashboard,
  IconMailExclamation,
  IconSettings,
  IconShieldLock,
  IconUserCog,
  IconUsers,
  IconWallet,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NavEntry, NavGroup } from '@/shared/shell/types';
import { useCan } from '../session';
import { useToDoCount } from './useToDoCount';

/** What each page needs (any one of several), as the server's catalogue of permissions names it. */
const PERMISSIONS: Readonly<Record<string, string | readonly string[]>> = {
  '/approvals': 'read_requests',
  '/clients': 'read_clients',
  '/accounts': 'read_accounts',
  '/wallets': 'read_wallets',
  '/ledger': ['read_ledger', 'read_invariants'],
  '/staff': 'read_staff',
  '/roles': 'read_roles',
  '/audit': 'read_audit',
  '/settings': 'read_settings',
  '/parked-events': 'read_parked_events',
};

export function useNavigation(): NavGroup[] {
  const { t } = useTranslation('desk-shell');
  const can = useCan();
  const toDo = useToDoCount();
  const groups: NavGroup[] = [
    {
      entries: [
        { to: '/', label: t('nav.dashboard'), icon: IconLayoutDashboard, exact: true },
        { to: '/approvals', label: t('nav.approvals'), icon: IconChecklist, badge: toDo },
      ],
    },
    {
      label: t('nav.customers'),
      entries: [
        { to: '/clients', label: t('nav.clients'), icon: IconUsers },
        { to: '/accounts', label: t('nav.accounts'), icon: IconChartCandle },
        { to: '/wallets', label: t('nav.wallets'), icon: IconWallet },
        { to: '/ledger', label: t('nav.ledger'), icon: IconBook2 },
      ],
    },
    {
      label: t('nav.administration'),
      entries: [
        { to: '/staff', label: t('nav.staff'), icon: IconUserCog },
        { to: '/roles', label: t('nav.roles'), icon: IconShieldLock },
        { to: '/audit', label: t('nav.audit'), icon: IconHistory },
        { to: '/settings', label: t('nav.settings'), icon: IconSettings },
        { to: '/parked-events', label: t('nav.parked_events'), icon: IconMailExclamation },
      ],
    },
  ];
  const allowed = ({ to }: NavEntry) => {
    const needed = PERMISSIONS[to];
    return needed === undefined || [needed].flat().some((permission) => can(permission));
  };
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter(allowed) }))
    .filter((group) => group.entries.length > 0);
}
