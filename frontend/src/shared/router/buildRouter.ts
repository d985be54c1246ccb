/** The router both applications use: preloads on intent, plain search texts, shared fallbacks. */
import { type AnyRoute, type AnyRouter, createRouter } from '@tanstack/react-router';
import type { Session } from '@/shared/auth/Session';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { NotFound, PageFailed } from './fallbacks';
import { parseSearch, stringifySearch } from './search';

export function buildRouter(routeTree: AnyRoute, session: Session<unknown>): AnyRouter {
  return createRouter({
    routeTree,
    context: { session },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}
