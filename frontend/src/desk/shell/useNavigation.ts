/** Where staff can go. Entries whose permission is missing are left out; the server refuses them anyway. */
import {
  IconArrowsExchange,
  IconArrowsLeftRight,
  IconBook2,
  IconCalculator,
  IconCalendarCheck,
  IconCashOff,
  IconChartCandle,
  IconChecklist,
  IconCreditCardPay,
  IconCurrencyBitcoin,
  IconDownload,
  IconEyeSearch,
  IconFlask,
  IconGitPullRequest,
  IconHistory,
  IconLayoutDashboard,
  IconLifebuoy,
  IconLink,
  IconLogin2,
  IconMail,
  IconMailExclamation,
  IconMoneybag,
  IconPercentage,
  IconReceiptRefund,
  IconReportMoney,
  IconScale,
  IconSend,
  IconSettings,
  IconShieldLock,
  IconStack2,
  IconStairsUp,
  IconTemplate,
  IconUserCog,
  IconUserOff,
  IconUserShield,
  IconUsers,
  IconWallet,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NavEntry, NavGroup } from '@/shared/shell/types';
import { useCommissionCounts } from '../records/useCommissionCounts';
import { useCan } from '../session';
import { useToDoCount } from './useToDoCount';

/** What each page needs (any one of several), as the server's catalogue of permissions names it. */
const PERMISSIONS: Readonly<Record<string, string | readonly string[]>> = {
  '/approvals': 'read_requests',
  '/clients': 'read_clients',
  '/blacklist': 'read_blacklist',
  '/messages': 'message_clients',
  '/accounts': 'read_accounts',
  '/tickets': 'read_tickets',
  '/tasks': 'read_tasks',
  '/batches': ['change_many_accounts', 'move_money_of_many', 'decide_many_requests', 'read_jobs'],
  '/wallets': 'read_wallets',
  '/transactions': 'read_transactions',
  '/ledger': ['read_ledger', 'read_invariants'],
  '/providers': 'update_providers',
  '/unmatched': 'settle_unmatched',
  '/payouts': 'confirm_payouts',
  '/rates': 'read_settings',
  '/reconciliation': 'read_reconciliation',
  '/commission-plans': 'read_commission_plans',
  '/tiers': ['read_tier_rules', 'read_tier_reports'],
  '/commission-reviews': 'read_commission_reviews',
  '/commissions': 'read_commissions',
  '/commission-report': 'read_commissions',
  '/promotional-links': 'read_promotional_links',
  '/claw-backs': 'read_commissions',
  '/recalculations': 'recalculate_commissions',
  '/simulations': 'simulate_commission_plans',
  '/staff': 'read_staff',
  '/roles': 'read_roles',
  '/message-templates': 'read_templates',
  '/audit': 'read_audit',
  '/client-logins': 'read_client_logins',
  '/staff-logins': 'read_staff_logins',
  '/mails': 'read_mail_log',
  '/exports': 'export_lists',
  '/settings': 'read_settings',
  '/approval-processes': 'read_settings',
  '/parked-events': 'read_parked_events',
};

export function useNavigation(): NavGroup[] {
  const { t } = useTranslation('desk-shell');
  const can = useCan();
  const toDo = useToDoCount();
  const count = useCommissionCounts();
  const waiting = (state: 'failed' | 'to_approve') => ({
    badge: count(state).count,
    badgeCapped: count(state).capped,
  });
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
        { to: '/tickets', label: t('nav.tickets'), icon: IconLifebuoy },
        { to: '/tasks', label: t('nav.tasks'), icon: IconCalendarCheck },
        { to: '/accounts', label: t('nav.accounts'), icon: IconChartCandle },
        { to: '/batches', label: t('nav.batches'), icon: IconStack2 },
        { to: '/wallets', label: t('nav.wallets'), icon: IconWallet },
        { to: '/transactions', label: t('nav.transactions'), icon: IconArrowsLeftRight },
        { to: '/ledger', label: t('nav.ledger'), icon: IconBook2 },
        { to: '/messages', label: t('nav.messages'), icon: IconSend },
        { to: '/payouts', label: t('nav.payouts'), icon: IconCurrencyBitcoin },
        { to: '/unmatched', label: t('nav.unmatched'), icon: IconMoneybag },
        { to: '/rates', label: t('nav.rates'), icon: IconArrowsExchange },
        { to: '/reconciliation', label: t('nav.reconciliation'), icon: IconScale },
        { to: '/commission-plans', label: t('nav.commission_plans'), icon: IconPercentage },
        { to: '/tiers', label: t('nav.tiers'), icon: IconStairsUp },
        { to: '/commission-reviews', label: t('nav.commission_reviews'), icon: IconEyeSearch },
        { to: '/commission-report', label: t('nav.commission_report'), icon: IconReportMoney },
        {
          to: '/commissions',
          label: t('nav.failed_commissions'),
          icon: IconCashOff,
          ...waiting('failed'),
        },
        { to: '/promotional-links', label: t('nav.promotional_links'), icon: IconLink },
        {
          to: '/claw-backs',
          label: t('nav.claw_backs'),
          icon: IconReceiptRefund,
          ...waiting('to_approve'),
        },
        { to: '/recalculations', label: t('nav.recalculations'), icon: IconCalculator },
        { to: '/simulations', label: t('nav.simulations'), icon: IconFlask },
        { to: '/blacklist', label: t('nav.blacklist'), icon: IconUserOff },
      ],
    },
    {
      label: t('nav.administration'),
      entries: [
        { to: '/staff', label: t('nav.staff'), icon: IconUserCog },
        { to: '/roles', label: t('nav.roles'), icon: IconShieldLock },
        { to: '/providers', label: t('nav.providers'), icon: IconCreditCardPay },
        { to: '/settings', label: t('nav.settings'), icon: IconSettings },
        {
          to: '/approval-processes',
          label: t('nav.approval_processes'),
          icon: IconGitPullRequest,
        },
        { to: '/message-templates', label: t('nav.message_templates'), icon: IconTemplate },
        { to: '/parked-events', label: t('nav.parked_events'), icon: IconMailExclamation },
      ],
    },
    {
      label: t('nav.logs'),
      entries: [
        { to: '/audit', label: t('nav.audit'), icon: IconHistory },
        { to: '/client-logins', label: t('nav.client_logins'), icon: IconLogin2 },
        { to: '/staff-logins', label: t('nav.staff_logins'), icon: IconUserShield },
        { to: '/mails', label: t('nav.mails'), icon: IconMail },
        { to: '/exports', label: t('nav.exports'), icon: IconDownload },
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
