/** Every address of the desk. Pages are lazy; each names the catalogues it needs. */
import { createRootRouteWithContext, createRoute, Outlet } from '@tanstack/react-router';
import { AuthLayout } from '@/shared/auth/AuthLayout';
import { AppFailed, NotFound } from '@/shared/router/fallbacks';
import { type RouterContext, requireSignedIn, requireSignedOut } from '@/shared/router/guards';
import { page } from '@/shared/router/page';
import type { SearchTexts } from '@/shared/router/search';
import { SignInPage } from '../shell/SignInPage';

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  validateSearch: (search: Record<string, unknown>) => search as SearchTexts,
});

const open = createRoute({
  getParentRoute: () => root,
  id: 'open',
  component: AuthLayout,
  errorComponent: AppFailed,
  beforeLoad: requireSignedOut,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: requireSignedIn,
  errorComponent: AppFailed,
  component: page(() => import('../shell/DeskShell'), ['desk-shell', 'desk-words', 'desk-notices']),
});

const openPages = [
  createRoute({ getParentRoute: () => open, path: '/sign-in', component: SignInPage }),
  createRoute({
    getParentRoute: () => open,
    path: '/forgot-password',
    component: page(() => import('@/shared/auth/ForgotPasswordPage'), []),
  }),
];

/** A page behind sign-in: its address, its code, its catalogues. */
const inside = (path: string, load: Parameters<typeof page>[0], ...catalogues: string[]) =>
  createRoute({
    getParentRoute: () => signedIn,
    path: path as '/',
    component: page(load, catalogues),
  });

const signedInPages = [
  createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound }),
  inside('/', () => import('../features/dashboard/DashboardPage'), 'desk-dashboard'),
  inside('/approvals/times', () => import('../features/approvals/TimesPage'), 'desk-approvals'),
  inside('/approvals', () => import('../features/approvals/ApprovalsPage'), 'desk-approvals'),
  inside(
    '/approvals/$requestId',
    () => import('../features/approvals/ReviewPage'),
    'desk-approvals',
  ),
  inside('/clients', () => import('../features/clients/ClientsPage'), 'desk-clients'),
  inside('/clients/new', () => import('../features/newcomers/NewClientPage'), 'desk-newcomers'),
  inside('/clients/import', () => import('../features/imports/ImportClientsPage'), 'desk-imports'),
  inside(
    '/blacklist/import',
    () => import('../features/imports/ImportBlacklistPage'),
    'desk-imports',
  ),
  inside('/messages', () => import('../features/clients/MessagesPage'), 'desk-clients'),
  inside('/clients/jobs', () => import('../features/clients/JobsPage'), 'desk-clients'),
  inside('/clients/jobs/$jobId', () => import('../features/clients/JobPage'), 'desk-clients'),
  inside(
    '/clients/$clientId',
    () => import('../features/clients/ClientPage'),
    'desk-clients',
    'desk-asking',
    'commissions',
    'statement',
    'desk-tickets',
    'desk-tasks',
  ),
  inside('/tasks', () => import('../features/tasks/TasksPage'), 'desk-tasks'),
  inside('/tasks/$taskId', () => import('../features/tasks/TasksPage'), 'desk-tasks'),
  inside('/tickets', () => import('../features/tickets/TicketsPage'), 'desk-tickets'),
  inside(
    '/tickets/$ticketId',
    () => import('../features/tickets/TicketPage'),
    'desk-tickets',
    'tickets',
  ),
  inside('/blacklist', () => import('../features/blacklist/BlacklistPage'), 'desk-blacklist'),
  inside('/accounts', () => import('../features/accounts/AccountsPage'), 'desk-accounts'),
  inside(
    '/accounts/unknown',
    () => import('../features/accounts/UnknownAccountsPage'),
    'desk-accounts',
  ),
  inside('/accounts/symbols', () => import('../features/accounts/SymbolsPage'), 'desk-accounts'),
  inside(
    '/accounts/import',
    () => import('../features/imports/ImportAccountsPage'),
    'desk-imports',
  ),
  inside('/batches', () => import('../features/batches/BatchesPage'), 'desk-batches'),
  inside('/batches/$batchId', () => import('../features/batches/BatchPage'), 'desk-batches'),
  inside('/accounts/$accountId', () => import('../features/accounts/AccountPage'), 'desk-accounts'),
  inside('/wallets', () => import('../features/wallets/WalletsPage'), 'desk-wallets'),
  inside(
    '/wallets/$clientId/$currency',
    () => import('../features/wallets/WalletPage'),
    'desk-wallets',
  ),
  inside('/transactions', () => import('../features/wallets/TransactionsPage'), 'desk-wallets'),
  inside('/entries/$entryId', () => import('../features/wallets/EntryPage'), 'desk-wallets'),
  inside(
    '/reconciliation',
    () => import('../features/reconciliation/ReconciliationPage'),
    'desk-reconciliation',
  ),
  inside(
    '/reconciliation/$breakId',
    () => import('../features/reconciliation/BreakPage'),
    'desk-reconciliation',
  ),
  inside('/ledger', () => import('../features/wallets/LedgerPage'), 'desk-wallets'),
  inside('/unmatched', () => import('../features/money/UnmatchedPage'), 'desk-money'),
  inside('/payouts', () => import('../features/approvals/PayoutsPage'), 'desk-approvals'),
  inside('/providers', () => import('../features/money/ProvidersPage'), 'desk-money'),
  inside('/rates', () => import('../features/money/RatesPage'), 'desk-money'),
  inside('/commission-plans', () => import('../features/partners/PlansPage'), 'desk-partners'),
  inside(
    '/commission-plans/$kind/$planId',
    () => import('../features/partners/PlanPage'),
    'desk-partners',
    'desk-runs',
    'commissions',
  ),
  inside('/tiers', () => import('../features/partners/tiers/TiersPage'), 'desk-tiers', 'tiers'),
  inside(
    '/tiers/$structureId',
    () => import('../features/partners/tiers/TierRulePage'),
    'desk-tiers',
    'tiers',
  ),
  inside(
    '/commission-reviews',
    () => import('../features/partners/reviews/ReviewsPage'),
    'desk-reviews',
  ),
  inside('/commission-report', () => import('../features/partners/ReportPage'), 'commissions'),
  inside('/recalculations', () => import('../features/partners/RecalculationsPage'), 'desk-runs'),
  inside(
    '/recalculations/$runId',
    () => import('../features/partners/RecalculationPage'),
    'desk-runs',
  ),
  inside('/simulations', () => import('../features/partners/SimulationsPage'), 'desk-runs'),
  inside('/simulations/$runId', () => import('../features/partners/SimulationPage'), 'desk-runs'),
  inside('/claw-backs', () => import('../features/partners/ClawBacksPage'), 'commissions'),
  inside('/commissions', () => import('../features/partners/FailedPage'), 'commissions'),
  inside('/commissions/$deal', () => import('../features/partners/SettledDealPage'), 'commissions'),
  inside('/promotional-links', () => import('../features/links/LinksPage'), 'desk-links', 'links'),
  inside(
    '/promotional-links/$linkId',
    () => import('../features/links/LinkPage'),
    'desk-links',
    'links',
  ),
  inside('/staff', () => import('../features/staff/StaffPage'), 'desk-staff'),
  inside('/staff/team', () => import('../features/staff/TeamPage'), 'desk-staff'),
  inside('/roles', () => import('../features/staff/RolesPage'), 'desk-staff'),
  inside('/roles/compare', () => import('../features/staff/CompareRolesPage'), 'desk-staff'),
  inside('/roles/$roleId', () => import('../features/staff/RolePage'), 'desk-staff'),
  inside('/audit', () => import('../features/audit/AuditPage'), 'desk-audit'),
  inside(
    '/message-templates',
    () => import('../features/templates/TemplatesPage'),
    'desk-templates',
  ),
  inside(
    '/message-templates/$event',
    () => import('../features/templates/TemplatePage'),
    'desk-templates',
  ),
  inside('/client-logins', () => import('../features/logs/ClientLoginsPage'), 'desk-logs'),
  inside('/staff-logins', () => import('../features/logs/StaffLoginsPage'), 'desk-logs'),
  inside('/mails', () => import('../features/logs/MailsPage'), 'desk-logs'),
  inside('/exports', () => import('../features/logs/ExportsPage'), 'desk-logs'),
  inside('/settings', () => import('../features/settings/SettingsPage'), 'desk-settings'),
  inside(
    '/approval-processes',
    () => import('../features/settings/processes/ProcessesPage'),
    'desk-settings',
  ),
  inside(
    '/settings/$settingKey',
    () => import('../features/settings/SettingPage'),
    'desk-settings',
  ),
  inside(
    '/parked-events',
    () => import('../features/operations/ParkedEventsPage'),
    'desk-operations',
  ),
  inside('/profile', () => import('../features/profile/ProfilePage'), 'desk-profile'),
  inside('/notifications', () => import('../features/profile/NotificationsPage'), 'desk-profile'),
];

export const routeTree = root.addChildren([
  open.addChildren(openPages),
  signedIn.addChildren(signedInPages),
]);
