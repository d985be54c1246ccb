import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import SettingPage from '@/desk/features/settings/SettingPage';
import SettingsPage from '@/desk/features/settings/SettingsPage';
import type { Setting } from '@/desk/records/types';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const PAGES = { '/settings': SettingsPage, '/settings/$settingKey': SettingPage };
const ALL = ['read_settings', 'update_settings', 'approve_settings'];

const hours = (change: Partial<Setting> = {}): Setting => ({
  key: 'identity.inactivity_hours',
  group: 'security',
  title_code: 'setting.identity.inactivity_hours',
  type: { type: 'integer', minimum: 3, maximum: 168 },
  value: 12,
  default: 12,
  version: 0,
  effective_at: null,
  four_eyes: false,
  pending: null,
  scheduled: [],
  ...change,
});

/** A server with one setting; returns the bodies that were sent to it. */
function settingOf(setting: Setting): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/desk/settings', () => HttpResponse.json({ items: [setting] })),
    http.get('*/api/desk/settings/:key/versions', () =>
      HttpResponse.json({ items: [], next_cursor: null }),
    ),
    http.put('*/api/desk/settings/:key', async ({ request }) => {
      const body = (await request.json()) as { value: unknown };
      sent.push(body);
      return HttpResponse.json({ ...setting, value: body.value, version: 1 });
    }),
    http.patch('*/api/desk/settings/:key', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...setting, pending: null });
    }),
  );
  return sent;
}

describe('a simple setting', () => {
  it('is changed in its line', async () => {
    const sent = settingOf(hours());
    await renderDesk(PAGES, '/settings', ALL);
    const field = await screen.findByRole('textbox', { name: 'Value' });
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
    await userEvent.clear(field);
    await userEvent.type(field, '24');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual([{ value: 24, comment: '', effective_at: null }]));
    expect(await screen.findByText('Version 1')).toBeVisible();
  });

  it('cannot be saved out of its bounds', async () => {
    settingOf(hours());
    await renderDesk(PAGES, '/settings', ALL);
    const field = await screen.findByRole('textbox', { name: 'Value' });
    await userEvent.clear(field);
    await userEvent.type(field, '2');
    expect(await screen.findByText('At least 3.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('is only shown to who may not change it', async () => {
    settingOf(hours());
    await renderDesk(PAGES, '/settings', ['read_settings']);
    expect(await screen.findByRole('textbox', { name: 'Value' })).toBeDisabled();
  });
});

describe('a change that waits for a second person', () => {
  const pending = (by: string): Setting['pending'] => ({
    version: 1,
    value: 48,
    by: { id: by, name: 'Ben' },
    at: '2026-11-10T10:00:00Z',
    comment: '',
    effective_at: null,
  });
  const open = () => renderDesk(PAGES, '/settings/identity.inactivity_hours', ALL);

  it('shows old and new value, and is approved by the other', async () => {
    const sent = settingOf(hours({ four_eyes: true, pending: pending('stf_ben') }));
    await open();
    const change = await screen.findByRole('region', { name: 'A change waits for approval' });
    expect(within(change).getByText('12')).toBeVisible();
    expect(within(change).getByText('48')).toBeVisible();
    await userEvent.click(within(change).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent).toEqual([{ decision: 'approved', comment: '' }]));
  });

  it('can only be taken back by who proposed it', async () => {
    settingOf(hours({ four_eyes: true, pending: pending('stf_me') }));
    await open();
    expect(await screen.findByRole('button', { name: 'Approve' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Take back' })).toBeEnabled();
  });
});
