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

const openPages = [
  createRoute({ getParentRoute: () => open, path: '/sign-in', component: SignInPage }),
  createRoute({
    getParentRoute: () => open,
    path: '/forgot-password',
    component: page(() => import('@/shared/auth/ForgotPasswordPage'), []),
  }),
];

const signedInPages = [
  createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/funds/transactions',
    component: page(() => import('../features/funds/TransactionsPage'), ['portal-funds']),
  }),
];

export const routeTree = root.addChildren([
  open.addChildren(openPages),
  signedIn.addChildren(signedInPages),
]);
