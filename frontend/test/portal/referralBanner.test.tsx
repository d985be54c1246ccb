import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import LinksPage from '@/portal/features/links/LinksPage';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';
import { connectPortal } from './kit';

const BANNER = '*/api/portal/referral-banner';
const SAID = {
  heading: { en: 'Bring a friend', ar: 'أحضر صديقًا' },
  text: { en: '<b>Both</b> gain.\nAlways.' },
};

beforeAll(connectPortal);
beforeEach(() => {
  server.use(
    http.get('*/api/portal/promotional-links', () =>
      HttpResponse.json({ items: [], next_cursor: null }),
    ),
  );
});

const shown = (language = 'en') => renderPage(() => <LinksPage />, '/list', language, ['links']);
const told = (banner: object) => server.use(http.get(BANNER, () => HttpResponse.json(banner)));
const headings = () => screen.getAllByRole('heading').map((one) => one.textContent);

describe('the banner above the links', () => {
  it('says in plain text what the broker has written', async () => {
    told(SAID);
    await shown();
    expect(await screen.findByRole('region', { name: 'Bring a friend' })).toHaveTextContent(
      '<b>Both</b> gain. Always.',
    );
  });

  it('is in the language of the reader, and in English where that is missing', async () => {
    told(SAID);
    await shown('ar');
    const banner = await screen.findByRole('region', { name: 'أحضر صديقًا' });
    const text = screen.getByText(/gain/);
    expect(banner).toContainElement(text);
    expect(text).toHaveAttribute('dir', 'auto');
  });

  it('is not there while nothing is written', async () => {
    told({ heading: {}, text: {} });
    await shown();
    await screen.findByText('No links yet');
    expect(headings()[0]).toBe('Promotional links');
    expect(headings()).not.toContain('');
  });

  it('keeps nobody from their links when it cannot be read', async () => {
    server.use(http.get(BANNER, () => refusal(500, 'internal')));
    await shown();
    expect(await screen.findByText('No links yet')).toBeVisible();
  });

  it('is there before the list is, so that nothing moves', async () => {
    const waiting: { answer?: () => void } = {};
    const until = new Promise<void>((resolve) => {
      waiting.answer = resolve;
    });
    server.use(
      http.get(BANNER, async () => {
        await until;
        return HttpResponse.json(SAID);
      }),
    );
    const page = await shown();
    await waitFor(() => expect(page.container.querySelector('[role=status]')).not.toBeNull());
    expect(screen.queryByText('Promotional links')).toBeNull();
    waiting.answer?.();
    expect(await screen.findByRole('region', { name: 'Bring a friend' })).toBeVisible();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Promotional links');
  });
});
