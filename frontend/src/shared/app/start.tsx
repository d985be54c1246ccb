/** Starts an application: catalogues, session, queries and router, then the first render. */
import '@/shared/theme/styles.css';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Fetcher } from '@/shared/api/jsonClient';
import { jsonClient } from '@/shared/api/jsonClient';
import { createQueryClient } from '@/shared/api/queryClient';
import { authorizedFetch } from '@/shared/auth/authorizedFetch';
import { Confirmations, confirmedFetch } from '@/shared/auth/factor/confirmations';
import { FactorAsker } from '@/shared/auth/factor/FactorAsker';
import { type Realm, Session } from '@/shared/auth/Session';
import { type Catalogues, startTranslations } from '@/shared/i18n/setup';
import { Providers } from './Providers';

export interface AppSetup {
  realm: Realm;
  catalogues: Catalogues;
  /** Namespaces of the first page. */
  firstNamespaces: string[];
  buildRouter: (session: Session<unknown>) => AnyRouter;
  /** Ties the generated client to the session. */
  connect?: (authorized: Fetcher) => void;
}

export async function startApp(setup: AppSetup): Promise<void> {
  const session = new Session<unknown>(setup.realm);
  const confirmations = new Confirmations();
  const authorized = confirmedFetch(authorizedFetch(session), confirmations);
  setup.connect?.(authorized);
  const queries = createQueryClient();
  const router = setup.buildRouter(session);
  let phase = session.state.phase;
  session.subscribe(() => {
    if (session.state.phase === phase) return;
    const first = phase === 'unknown';
    phase = session.state.phase;
    // Nothing of one person may be shown to the next.
    if (phase === 'out')
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'brand' });
    if (!first) void router.invalidate();
  });

  const translations = await startTranslations(setup.catalogues, setup.firstNamespaces);
  const place = document.getElementById('root');
  if (!place) throw new Error('The page has no #root element');
  createRoot(place).render(
    <StrictMode>
      <Providers
        session={session}
        api={jsonClient(authorized)}
        queries={queries}
        translations={translations}
      >
        <RouterProvider router={router} />
        <FactorAsker confirmations={confirmations} />
      </Providers>
    </StrictMode>,
  );
}
