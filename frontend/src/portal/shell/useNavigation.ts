/** Where a client can go. */
import {
  IconAffiliate,
  IconArrowsExchange,
  IconBell,
  IconBinaryTree,
  IconBuildingBank,
  IconCashBanknote,
  IconChartCandle,
  IconClipboardList,
  IconFileSearch,
  IconIdBadge2,
  IconLayoutDashboard,
  IconLifebuoy,
  IconLink,
  IconListDetails,
  IconPercentage,
  IconPigMoney,
  IconReportAnalytics,
  IconShare,
  IconShieldLock,
  IconUser,
  IconUsersGroup,
  IconWallet,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useUnreadCount } from '@/shared/notices/useNotices';
import type { NavEntry, NavGroup } from '@/shared/shell/types';

/** Pages that belong to a part of the portal which a client's group may be without. */
const MODULES: Readonly<Record<string, string>> = {
  '/funds/deposit': 'deposit',
  '/funds/transfer': 'transfer',
  '/funds/withdraw': 'withdrawal',
  '/funds/withdrawal-details': 'withdrawal_details',
  '/tickets': 'tickets',
  '/clients': 'referral',
  '/clients/reports': 'referral',
  '/clients/requests': 'referral',
  '/clients/tree': 'referral',
};

interface Whose {
  /** Those of the client's group. */
  modules: readonly string[];
  /** Whether the client can ask to become an introducing broker. */
  mayUpgrade: boolean;
  isBroker: boolean;
  /** Whether the client may bring others. */
  mayRefer: boolean;
}

export function useNavigation({ modules, mayUpgrade, isBroker, mayRefer }: Whose): NavGroup[] {
  const { t } = useTranslation('portal-shell');
  const unread = useUnreadCount();
  const has = ({ to }: NavEntry) => !MODULES[to] || modules.includes(MODULES[to]);
  const becoming = mayUpgrade
    ? [{ to: '/become-ib', label: t('nav.become_ib'), icon: IconAffiliate }]
    : [];
  const earning = isBroker
    ? [
        { to: '/commissions', label: t('nav.commissions'), icon: IconPercentage },
        { to: '/passing', label: t('nav.passing'), icon: IconShare },
      ]
    : [];
  const referring: NavGroup = {
    label: t('nav.clients'),
    entries: [
      { to: '/clients', label: t('nav.my_clients'), icon: IconUsersGroup, exact: true },
      { to: '/links', label: t('nav.links'), icon: IconLink },
      { to: '/clients/tree', label: t('nav.tree'), icon: IconBinaryTree },
      { to: '/clients/reports', label: t('nav.reports'), icon: IconReportAnalytics },
      { to: '/clients/requests', label: t('nav.client_requests'), icon: IconFileSearch },
    ],
  };
  const groups: NavGroup[] = [
    {
      entries: [
        { to: '/', label: t('nav.dashboard'), icon: IconLayoutDashboard, exact: true },
        { to: '/accounts', label: t('nav.accounts'), icon: IconChartCandle },
        ...earning,
      ],
    },
    {
      label: t('nav.funds'),
      entries: [
        { to: '/funds/wallets', label: t('nav.wallets'), icon: IconPigMoney },
        { to: '/funds/deposit', label: t('nav.deposit'), icon: IconWallet },
        { to: '/funds/transfer', label: t('nav.transfer'), icon: IconArrowsExchange },
        { to: '/funds/withdraw', label: t('nav.withdraw'), icon: IconCashBanknote },
        { to: '/funds/transactions', label: t('nav.transactions'), icon: IconListDetails },
        { to: '/funds/requests', label: t('nav.requests'), icon: IconClipboardList },
        {
          to: '/funds/withdrawal-details',
          label: t('nav.withdrawal_details'),
          icon: IconBuildingBank,
        },
      ],
    },
    ...(mayRefer ? [referring] : []),
    {
      label: t('nav.you'),
      entries: [
        { to: '/tickets', label: t('nav.tickets'), icon: IconLifebuoy },
        { to: '/notifications', label: t('nav.notifications'), icon: IconBell, badge: unread },
        { to: '/profile', label: t('nav.profile'), icon: IconUser, exact: true },
        { to: '/profile/verification', label: t('nav.verification'), icon: IconIdBadge2 },
        { to: '/profile/data', label: t('nav.privacy'), icon: IconShieldLock },
        ...becoming,
      ],
    },
  ];
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter(has) }))
    .filter(({ entries }) => entries.length > 0);
}
