/** The back office. */
import { client } from '@/api/desk/client.gen';
import { connectClient } from '@/shared/api/connect';
import { startApp } from '@/shared/app/start';
import { buildRouter } from '@/shared/router/buildRouter';
import { routeTree } from './router/routes';

const catalogues = import.meta.glob(
  [
    '../locales/*/{common,commissions,links,statement,tickets,tiers}.json',
    '../locales/*/desk-*.json',
  ],
  {
    import: 'default',
  },
);

export function start(): void {
  void startApp({
    realm: 'desk',
    catalogues,
    firstNamespaces: ['desk-shell'],
    connect: (authorized) => connectClient(client, authorized),
    buildRouter: (session) => buildRouter(routeTree, session),
  });
}
