import { type AnyRouter, createMemoryHistory, createRouter } from '@tanstack/react-router';
import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { routeTree } from '@/portal/router/routes';
import { portalLink } from '@/portal/shell/links';
import { useNavigation } from '@/portal/shell/useNavigation';
import { renderPage } from '../kit/render';
import { server } from '../kit/server';

const router = createRouter({ routeTree, history: createMemoryHistory() } as never);

/** The pattern of the page at an address; the catch-all is no page. */
const pageAt = (path: string): string | undefined => {
  const [, , found] = (router as AnyRouter).getMatchedRoutes(path);
  return found?.fullPath;
};

const MODULES = ['deposit', 'transfer', 'withdrawal', 'withdrawal_details', 'referral'];

function Entries() {
  const groups = useNavigation({
    modules: MODULES,
    mayUpgrade: true,
    isBroker: true,
    mayRefer: true,
  });
  return (
    <ul>
      {groups.flatMap(({ entries }) =>
        entries.map(({ to, label }) => <li key={to}>{`${to} ${label}`}</li>),
      )}
    </ul>
  );
}

describe('navigation', () => {
  it('leads to a page with every entry', async () => {
    server.use(http.get('*/notifications/count', () => HttpResponse.json({ unread: 0 })));
    await renderPage(Entries);
    const entries = (await screen.findAllByRole('listitem')).map((item) => item.textContent ?? '');
    expect(entries.length).toBeGreaterThan(8);
    for (const entry of entries) {
      const [path = ''] = entry.split(' ');
      expect(pageAt(path), entry).toBe(path);
    }
  });

  it.each([
    ['request', 'wdr_1', '/funds/requests/$requestId'],
    ['account', 'tac_1', '/accounts/$accountId'],
    ['wallet', 'USD', '/funds/wallets/$currency'],
    ['security', '10000001', '/profile'],
  ])('leads from a notice about a %s to its page', (type, id, page) => {
    expect(pageAt(portalLink({ type, id }) ?? '')).toBe(page);
  });

  it('leads nowhere from a notice about something that has no page here', () => {
    expect(portalLink({ type: 'role', id: '1' })).toBeNull();
    expect(portalLink(null)).toBeNull();
  });
});
