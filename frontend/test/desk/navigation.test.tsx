import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import ClientPage from '@/desk/features/clients/ClientPage';
import { useNavigation } from '@/desk/shell/useNavigation';
import { server } from '../kit/server';
import { renderDesk } from './kit';

function Entries() {
  const entries = useNavigation().flatMap((group) => group.entries);
  return (
    <ul>
      {entries.map(({ to, label }) => (
        <li key={to}>{label}</li>
      ))}
    </ul>
  );
}

describe('the navigation', () => {
  it('offers what the role may see, and nothing else', async () => {
    await renderDesk({ '/': Entries }, '/', ['read_clients', 'read_invariants']);
    const shown = (await screen.findAllByRole('listitem')).map((item) => item.textContent);
    expect(shown).toEqual(['Dashboard', 'Clients', 'Ledger']);
  });
});

const CLIENT = {
  id: '10000001',
  name: 'Anna Costa',
  email: 'anna@clients.example',
  phone: '+4420',
  kind: 'trader',
  status: 'active',
  nationality: 'PT',
  language: 'en',
  source: '',
  owner: null,
  referrer: null,
  referral: { code: 'ANNA', referrer: null, direct_downlines: 0 },
  referral_code: 'ANNA',
  downline_count: 0,
  group: { id: 'standard', name: { en: 'Standard' } },
  participants: [],
  tags: [],
  private_tags: [],
  system_tags: [],
  registered_at: '2026-11-01T10:00:00Z',
  activated_at: null,
  last_login_at: null,
  login: null,
  suspended: null,
  rejection_reason: '',
  consents: [],
};

describe("a client's page", () => {
  const open = (...more: string[]) => {
    server.use(http.get('*/api/desk/clients/10000001', () => HttpResponse.json(CLIENT)));
    const pages = { '/clients/$clientId': ClientPage };
    return renderDesk(pages, '/clients/10000001', ['read_clients', ...more]);
  };

  it('hides tabs and actions that the role lacks', async () => {
    await open();
    await screen.findByRole('tab', { name: 'Overview' });
    expect(screen.queryByRole('tab', { name: 'Wallets' })).not.toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Audit' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Suspend' })).not.toBeInTheDocument();
  });

  it('shows them to a role that has them', async () => {
    await open('read_wallets', 'suspend_clients');
    expect(await screen.findByRole('tab', { name: 'Wallets' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Suspend' })).toBeVisible();
  });
});
