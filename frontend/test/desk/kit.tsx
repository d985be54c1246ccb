/** Renders pages of the desk at their own addresses, for somebody with chosen permissions. */
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { configure, render } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { ComponentType } from 'react';
import { vi } from 'vitest';
import type { ReviewedRequest } from '@/desk/records/types';
import { jsonClient } from '@/shared/api/jsonClient';
import { createQueryClient } from '@/shared/api/queryClient';
import { Providers } from '@/shared/app/Providers';
import { Session } from '@/shared/auth/Session';
import { startTranslations } from '@/shared/i18n/setup';
import { parseSearch, stringifySearch } from '@/shared/router/search';
import { server } from '../kit/server';

// A whole page with its requests takes longer than one element, on a busy machine above all.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 40_000 });

const catalogues = import.meta.glob(
  [
    '../../src/locales/*/desk-*.json',
    '../../src/locales/*/common.json',
    '../../src/locales/*/commissions.json',
  ],
  { import: 'default' },
);

async function signedIn(permissions: readonly string[]): Promise<Session<unknown>> {
  const who = {
    staff_id: 'stf_me',
    name: 'Maya',
    email: 'maya@broker.example',
    role: { id: 'rol_1', name: 'Back office' },
    permissions,
    scope: {},
    language: 'en',
    theme: 'light',
  };
  server.use(
    http.post('*/api/desk/session', () =>
      HttpResponse.json({ access_token: 'token', expires_at: '2030-01-01T00:00:00Z', who }),
    ),
  );
  const session = new Session<unknown>('desk');
  await session.signIn('maya@broker.example', 'secret');
  return session;
}

export interface RenderedDesk {
  /** The address shown, e.g. `/approvals/dep_2`. */
  address: () => string;
}

/** `pages` by path, e.g. `/approvals/$requestId`; other addresses show nothing. */
export async function renderDesk(
  pages: Readonly<Record<string, ComponentType>>,
  address: string,
  permissions: readonly string[],
): Promise<RenderedDesk> {
  localStorage.setItem('fairlead.language', 'en');
  const namespaces = Object.keys(catalogues)
    .filter((path) => path.includes('/en/desk-'))
    .map((path) => path.split('/').pop()?.replace('.json', '') ?? '');
  const translations = await startTranslations(catalogues, namespaces);
  const root = createRootRoute({ validateSearch: (search: Record<string, unknown>) => search });
  const routes = Object.entries({ ...pages, $: () => null }).map(([path, component]) =>
    createRoute({ getParentRoute: () => root, path: path as '/', component }),
  );
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch,
  });
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { retry: false } });
  render(
    <Providers
      session={await signedIn(permissions)}
      api={jsonClient((request) => globalThis.fetch(request))}
      queries={queries}
      translations={translations}
    >
      <RouterProvider router={router} />
    </Providers>,
  );
  await router.load();
  return { address: () => router.state.location.href };
}

/** A deposit that waits for a decision of the viewer's. */
export function deposit(id: string, change: Partial<ReviewedRequest> = {}): ReviewedRequest {
  return {
    id,
    type: 'deposit',
    status: 'pending',
    funding_status: 'none',
    payment_status: 'none',
    summary: { amount: '250.00', currency: 'USD', method: 'bank_wire' },
    submitted_at: '2026-11-10T10:00:00Z',
    decided_at: null,
    reason: null,
    waits_for: 'staff',
    deadline_at: null,
    can_cancel: true,
    client: { id: '10000001', name: `Client of ${id}`, kind: 'trader' },
    owner: null,
    submitted_by: `Client of ${id}`,
    node: { index: 1, count: 1, approvers_label: 'decide_deposits' },
    mode: 'manual',
    decisions: [],
    returned_code: null,
    decided_by: null,
    log: [
      {
        at: '2026-11-10T10:00:00Z',
        by: { id: 'client:10000001', name: 'Client' },
        code: 'request_opened',
        text: null,
        system: true,
        facts: {},
        id: 'log_1',
        files: [],
        edited_at: null,
        deleted_at: null,
      },
    ],
    can_decide: true,
    why_not: null,
    can_restart: false,
    editable: [],
    reject_reasons: [],
    first_asked: {},
    round: 1,
    pause: null,
    overdue_at: null,
    paused_for: null,
    process: {
      flow_version: 0,
      permission: 'decide_deposits',
      nodes: [
        {
          index: 1,
          users: [],
          roles: [],
          permission: 'decide_deposits',
          state: 'current',
          decision: null,
        },
      ],
    },
    details: { facts: [], files: [] },
    linked: [],
    ...change,
  };
}
