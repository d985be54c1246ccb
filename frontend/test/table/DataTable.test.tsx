import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { useApi } from '@/shared/auth/context';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter, TotalLine } from '@/shared/table/types';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';

interface Row {
  id: string;
  name: string;
  amount: string;
}

const COLUMNS: Column<Row>[] = [
  { id: 'name', header: 'Name', width: 200, pinned: true, sortable: true, cell: (row) => row.name },
  {
    id: 'amount',
    header: 'Amount',
    width: 150,
    align: 'end',
    cell: (row) => <Amount value={{ amount: row.amount, currency: 'USD' }} />,
  },
  { id: 'id', header: 'ID', width: 100, hiddenAtFirst: true, cell: (row) => row.id },
];

const FILTERS: Filter[] = [
  { kind: 'search', id: 'q', label: 'Find' },
  {
    kind: 'choice',
    id: 'status',
    label: 'Status',
    options: [{ value: 'pending', label: 'Waiting' }],
  },
];

function Deposits() {
  const api = useApi();
  return (
    <DataTable
      id="test.deposits"
      label="Deposits"
      columns={COLUMNS}
      filters={FILTERS}
      rowKey={(row) => row.id}
      rowHref={(row) => `/deposits/${row.id}`}
      queryKey={['deposits']}
      load={({ filters, sort, cursor }, signal) =>
        api.get('/api/portal/deposits', { query: { ...filters, sort, cursor }, signal })
      }
      loadTotals={({ filters }, signal) =>
        api.get<TotalLine[]>('/api/portal/deposits/totals', { query: filters, signal })
      }
      empty={{ title: 'No deposits yet', hint: 'Make your first one' }}
    />
  );
}

const row = (index: number): Row => ({
  id: `dep_${index}`,
  name: `Deposit ${index}`,
  amount: `${index}.00`,
});

/** A server of `count` rows in pages of 100; returns the addresses that were asked for. */
function deposits(count: number): URL[] {
  const asked: URL[] = [];
  server.use(
    http.get('*/api/portal/deposits', ({ request }) => {
      const url = new URL(request.url);
      asked.push(url);
      const start = Number(url.searchParams.get('cursor') ?? 0);
      const end = Math.min(start + 100, count);
      const items = Array.from({ length: end - start }, (_, index) => row(start + index));
      return HttpResponse.json({ items, next_cursor: end < count ? String(end) : null });
    }),
    http.get('*/api/portal/deposits/totals', () =>
      HttpResponse.json([{ currency: 'USD', values: { amount: '4950.00' } }]),
    ),
  );
  return asked;
}

const table = () => screen.findByRole('table', { name: 'Deposits' });

describe('the table', () => {
  it('shows rows, and sums over the whole set', async () => {
    deposits(3);
    await renderPage(Deposits);
    expect(await screen.findByText('Deposit 2')).toBeInTheDocument();
    const total = await screen.findByText('Total USD');
    expect(total.closest('tr')).toHaveTextContent('4,950.00');
    expect(screen.getByText('3 rows')).toBeInTheDocument();
  });

  it('draws only what is in sight of many rows', async () => {
    deposits(100);
    await renderPage(Deposits);
    await screen.findByText('Deposit 1');
    const drawn = within(await table()).getAllByRole('link');
    expect(drawn.length).toBeGreaterThan(10);
    expect(drawn.length).toBeLessThan(60);
  });

  it('asks for the next page with the cursor it was given when its end comes near', async () => {
    const asked = deposits(105);
    await renderPage(Deposits);
    const first = await screen.findByRole('link', { name: 'Deposit 0' });
    expect(asked.map((url) => url.searchParams.get('cursor'))).toEqual([null]);
    first.focus();
    await userEvent.keyboard('{End}');
    const scroller = (await table()).parentElement as HTMLElement;
    scroller.scrollTop = 3700;
    scroller.dispatchEvent(new Event('scroll'));
    await waitFor(() =>
      expect(asked.map((url) => url.searchParams.get('cursor'))).toEqual([null, '100']),
    );
    expect(await screen.findByText('105 rows')).toBeInTheDocument();
  });

  it('starts with the filters and the order of the address', async () => {
    const asked = deposits(3);
    await renderPage(Deposits, '/list?status=pending&sort=-name');
    await screen.findByText('Deposit 1');
    expect(asked[0]?.search).toBe('?status=pending&sort=-name');
    expect(screen.getByRole('columnheader', { name: /Name/ })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    expect(screen.getByText('Status: Waiting')).toBeInTheDocument();
  });

  it('writes what was searched into the address and clears it by its chip', async () => {
    const asked = deposits(3);
    const page = await renderPage(Deposits);
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Find' }), 'anna');
    await waitFor(() => expect(page.address()).toBe('/list?q=anna'));
    await waitFor(() => expect(asked.at(-1)?.searchParams.get('q')).toBe('anna'));
    await userEvent.click(screen.getByRole('button', { name: 'Clear Find' }));
    await waitFor(() => expect(page.address()).toBe('/list'));
  });

  it('sorts up, down and back', async () => {
    deposits(3);
    const page = await renderPage(Deposits);
    await screen.findByText('Deposit 1');
    const sorter = screen.getByRole('button', { name: 'Name' });
    for (const address of ['/list?sort=name', '/list?sort=-name', '/list']) {
      await userEvent.click(sorter);
      await waitFor(() => expect(page.address()).toBe(address));
    }
  });

  it('remembers the columns that were chosen', async () => {
    deposits(3);
    const page = await renderPage(Deposits);
    await screen.findByText('Deposit 1');
    expect(screen.queryByRole('columnheader', { name: 'ID' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByRole('checkbox', { name: 'ID' }));
    expect(await screen.findByRole('columnheader', { name: 'ID' })).toBeInTheDocument();
    page.unmount();
    await renderPage(Deposits);
    expect(await screen.findByRole('columnheader', { name: 'ID' })).toBeInTheDocument();
  });

  it('goes from row to row by arrow keys and opens with Enter', async () => {
    deposits(3);
    const page = await renderPage(Deposits);
    (await screen.findByRole('link', { name: 'Deposit 0' })).focus();
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(screen.getByRole('link', { name: 'Deposit 1' })).toHaveFocus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(page.address()).toBe('/deposits/dep_1'));
  });
});

describe('the table without rows', () => {
  it('says what to do next when there is nothing', async () => {
    deposits(0);
    await renderPage(Deposits);
    expect(await screen.findByText('No deposits yet')).toBeInTheDocument();
  });

  it('offers to clear the filters when they match nothing', async () => {
    deposits(0);
    const page = await renderPage(Deposits, '/list?status=pending');
    expect(await screen.findByText('Nothing found')).toBeInTheDocument();
    const offers = screen.getAllByRole('button', { name: 'Clear filters' });
    await userEvent.click(offers.at(-1) as HTMLElement);
    await waitFor(() => expect(page.address()).toBe('/list'));
  });

  it('shows the request id of a failure and tries again when asked', async () => {
    deposits(3);
    server.use(http.get('*/api/portal/deposits', () => refusal(500, 'internal'), { once: true }));
    await renderPage(Deposits);
    expect(await screen.findByText('req_test')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Deposit 1')).toBeInTheDocument();
  });

  it('says at a filter what it takes when the server does not take it as it is', async () => {
    deposits(3);
    const facts = { takes: 'like', example: '12.50' };
    const errors = [{ field: 'q', problem: 'string_pattern_mismatch', hint: '', facts }];
    server.use(
      http.get('*/api/portal/deposits', () =>
        refusal(400, 'input_invalid', { field: 'q', facts: { errors } }),
      ),
    );
    const page = await renderPage(Deposits, '/list?q=much');
    expect(await screen.findByRole('alert')).toHaveTextContent('Find: Write it like 12.50');
    const field = screen.getByRole('searchbox', { name: 'Find' });
    expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(field).toHaveAccessibleDescription('Write it like 12.50');
    deposits(3);
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' }).at(-1) as HTMLElement,
    );
    await waitFor(() => expect(page.address()).toBe('/list'));
    expect(await screen.findByText('Deposit 1')).toBeInTheDocument();
    expect(field).not.toHaveAttribute('aria-invalid', 'true');
  });

  it('speaks the language of the person', async () => {
    deposits(3);
    await renderPage(Deposits, '/list', 'ar');
    expect(await screen.findByText('3 صفوف')).toBeInTheDocument();
    expect(document.documentElement).toHaveAttribute('dir', 'rtl');
  });
});
