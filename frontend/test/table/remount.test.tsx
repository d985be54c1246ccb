import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { renderPage } from '../kit/render';

interface Row {
  id: string;
}

const columns: Column<Row>[] = [{ id: 'id', header: 'ID', width: 100, cell: (row) => row.id }];
const empty = { title: 'Nothing' };

function Toggled() {
  const [shown, show] = useState(true);
  return (
    <>
      <button type="button" onClick={() => show(!shown)}>
        Toggle
      </button>
      {shown ? (
        <DataTable
          id="test.remount"
          label="Rows"
          columns={columns}
          rowKey={(row) => row.id}
          queryKey={['remount']}
          load={async () => ({ items: [{ id: 'first' }, { id: 'second' }], next_cursor: null })}
          empty={empty}
        />
      ) : null}
    </>
  );
}

it('a table that comes back with rows it already has draws them', async () => {
  await renderPage(Toggled);
  expect(await screen.findByText('second')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Toggle' }));
  expect(screen.queryByText('second')).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Toggle' }));
  expect(await screen.findByText('second')).toBeInTheDocument();
});
