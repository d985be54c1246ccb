/** Renders a page inside everything an application gives it: translations, session, queries, router. */
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { jsonClient } from '@/shared/api/jsonClient';
import { createQueryClient } from '@/shared/api/queryClient';
import { Providers } from '@/shared/app/Providers';
import { Session } from '@/shared/auth/Session';
import { startTranslations } from '@/shared/i18n/setup';
import { parseSearch, stringifySearch } from '@/shared/router/search';

const catalogues = import.meta.glob('../../src/locales/*/*.json', { import: 'default' });

export interface Rendered extends RenderResult {
  /** The address shown, e.g. `/list?status=pending`. */
  address: () => string;
}

export async function renderPage(
  Page: () => ReactNode,
  address = '/list',
  language = 'en',
  namespaces: string[] = ['portal-funds'],
): Promise<Rendered> {
  localStorage.setItem('fairlead.language', language);
  const translations = await startTranslations(catalogues, namespaces);
  const root = createRootRoute({ validateSearch: (search: Record<string, unknown>) => search });
  const page = createRoute({ getParentRoute: () => root, path: '/list', component: Page });
  const elsewhere = createRoute({
    getParentRoute: () => root,
    path: '$',
    component: () => <p>Elsewhere</p>,
  });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({
    routeTree: root.addChildren([page, elsewhere]),
    history,
    parseSearch,
    stringifySearch,
  });
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { retry: false } });
  const result = render(
    <Providers
      session={new Session<unknown>('portal')}
      api={jsonClient((request) => globalThis.fetch(request))}
      queries={queries}
      translations={translations}
    >
      <RouterProvider router={router} />
    </Providers>,
  );
  await router.load();
  return { ...result, address: () => router.state.location.href };
}
