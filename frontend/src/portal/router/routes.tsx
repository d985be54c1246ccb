/** Every address of the portal. Pages are lazy; each names the catalogues it needs. */
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
  component: page(() => import('../shell/PortalShell'), ['portal-shell', 'portal-notices']),
});

/** Pages for whoever holds a link, signed in or not. */
const anyone = createRoute({
  getParentRoute: () => root,
  id: 'anyone',
  component: AuthLayout,
  errorComponent: AppFailed,
});

const anyonesPages = [
  createRoute({
    getParentRoute: () => anyone,
    path: '/keep-email',
    component: page(() => import('../shell/KeepEmailPage'), []),
  }),
  createRoute({
    getParentRoute: () => anyone,
    path: '/visit',
    component: page(() => import('../shell/VisitPage'), ['portal-shell']),
  }),
  createRoute({
    getParentRoute: () => anyone,
    path: '/join/$code',
    component: page(() => import('../features/links/JoinPage'), ['links']),
  }),
];

const openPages = [
  createRoute({ getParentRoute: () => open, path: '/sign-in', component: SignInPage }),
  createRoute({
    getParentRoute: () => open,
    path: '/forgot-password',
    component: page(() => import('@/shared/auth/ForgotPasswordPage'), []),
  }),
  createRoute({
    getParentRoute: () => open,
    path: '/register',
    component: page(
      () => import('../features/registration/RegisterPage'),
      ['portal-registration', 'portal-records'],
    ),
  }),
];

type Load = Parameters<typeof page>[0];

/** A page behind sign-in; beside its own catalogues it may use the words for records. */
const inside = (path: string, load: Load, ...namespaces: string[]) =>
  createRoute({
    getParentRoute: () => signedIn,
    path,
    component: page(load, ['portal-records', ...namespaces]),
  });

const DOWNLINES = ['portal-downlines', 'portal-accounts'];

const signedInPages = [
  createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound }),
  inside('/', () => import('../features/dashboard/DashboardPage'), 'portal-dashboard'),
  inside('/accounts', () => import('../features/accounts/AccountsPage'), 'portal-accounts'),
  inside('/accounts/new', () => import('../features/accounts/OpenAccountPage'), 'portal-accounts'),
  inside('/accounts/bind', () => import('../features/accounts/BindAccountPage'), 'portal-accounts'),
  inside(
    '/accounts/$accountId',
    () => import('../features/accounts/AccountPage'),
    'portal-accounts',
  ),
  inside('/funds/deposit', () => import('../features/deposits/DepositPage'), 'portal-deposits'),
  inside(
    '/funds/deposits/$depositId',
    () => import('../features/deposits/DepositStatePage'),
    'portal-deposits',
  ),
  inside('/funds/transfer', () => import('../features/transfers/TransferPage'), 'portal-transfers'),
  inside(
    '/funds/transfers/$transferId',
    () => import('../features/transfers/TransferStatePage'),
    'portal-transfers',
  ),
  inside(
    '/funds/withdraw',
    () => import('../features/withdrawals/WithdrawPage'),
    'portal-withdrawals',
  ),
  inside(
    '/funds/withdrawal-details',
    () => import('../features/withdrawals/DetailsPage'),
    'portal-withdrawals',
  ),
  inside('/funds/statement', () => import('../features/funds/StatementPage'), 'statement'),
  inside('/funds/wallets', () => import('../features/funds/WalletsPage'), 'portal-funds'),
  inside('/funds/wallets/$currency', () => import('../features/funds/WalletsPage'), 'portal-funds'),
  inside('/funds/transactions', () => import('../features/funds/TransactionsPage'), 'portal-funds'),
  inside('/funds/entry', () => import('../features/funds/EntryPage'), 'portal-funds'),
  inside('/funds/requests', () => import('../features/requests/RequestsPage'), 'portal-requests'),
  inside(
    '/funds/requests/$requestId',
    () => import('../features/requests/RequestPage'),
    'portal-requests',
  ),
  inside('/tickets', () => import('../features/tickets/TicketsPage'), 'portal-tickets'),
  inside(
    '/tickets/new',
    () => import('../features/tickets/NewTicketPage'),
    'portal-tickets',
    'tickets',
  ),
  inside(
    '/tickets/$ticketId',
    () => import('../features/tickets/TicketPage'),
    'portal-tickets',
    'tickets',
  ),
  inside(
    '/notifications',
    () => import('../features/notifications/NotificationsPage'),
    'portal-notifications',
  ),
  inside(
    '/commissions',
    () => import('../features/commissions/CommissionsPage'),
    'portal-commissions',
    'commissions',
    'tiers',
  ),
  inside('/commissions/$deal', () => import('../features/commissions/DealPage'), 'commissions'),
  inside('/clients', () => import('../features/downlines/DownlinesPage'), ...DOWNLINES),
  inside('/clients/reports', () => import('../features/downlines/ReportsPage'), ...DOWNLINES),
  inside('/clients/requests', () => import('../features/downlines/RequestsPage'), ...DOWNLINES),
  inside('/clients/tree', () => import('../features/downlines/TreePage'), ...DOWNLINES),
  inside('/links', () => import('../features/links/LinksPage'), 'links'),
  inside('/links/$linkId', () => import('../features/links/LinkPage'), 'links'),
  inside('/passing', () => import('../features/passing/PassingPage'), 'portal-passing'),
  inside('/become-ib', () => import('../features/upgrade/UpgradePage'), 'portal-upgrade'),
  inside('/profile', () => import('../features/profile/ProfilePage'), 'portal-profile'),
  inside(
    '/profile/registration',
    () => import('../features/profile/RegistrationPage'),
    'portal-profile',
  ),
  inside('/profile/data', () => import('../features/privacy/PrivacyPage'), 'portal-privacy'),
  inside('/profile/verification', () => import('../features/kyc/VerificationPage'), 'portal-kyc'),
];

export const routeTree = root.addChildren([
  open.addChildren(openPages),
  anyone.addChildren(anyonesPages),
  signedIn.addChildren(signedInPages),
]);
