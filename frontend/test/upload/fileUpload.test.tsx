import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/shared/api/ApiError';
import { FileUpload, type UploadSteps } from '@/shared/upload/FileUpload';
import { renderPage } from '../kit/render';
import { server } from '../kit/server';

const BUCKET = 'https://bucket.test/quarantine';

/** A bucket on another origin: it has to allow ours, or the browser sends nothing. */
function bucket(): { fields: string[] } {
  const allowed = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
  const seen = { fields: [] as string[] };
  server.use(
    http.options(BUCKET, () => new HttpResponse(null, { status: 204, headers: allowed })),
    http.post(BUCKET, async ({ request }) => {
      const form = await request.text();
      seen.fields.push(...[...form.matchAll(/ name="(\w+)"/g)].map((match) => match[1] ?? ''));
      return new HttpResponse(null, { status: 204, headers: allowed });
    }),
  );
  return seen;
}

function steps(check: UploadSteps['check'] = async () => undefined): UploadSteps {
  return {
    ticket: async () => ({
      file_id: 'fil_1',
      url: BUCKET,
      fields: { key: 'quarantine/fil_1', policy: 'signed' },
    }),
    check,
  };
}

function pageWith(upload: UploadSteps) {
  return function ProofPage() {
    const [fileId, setFileId] = useState<string | null>(null);
    return (
      <>
        <FileUpload
          label="Proof"
          accept={['image/png']}
          maxBytes={1000}
          steps={upload}
          onChange={setFileId}
        />
        <output>{fileId ?? 'nothing'}</output>
      </>
    );
  };
}

async function choose(file: File) {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('no file input');
  await userEvent.upload(input, file, { applyAccept: false });
}

const png = (size = 10) => new File([new Uint8Array(size)], 'proof.png', { type: 'image/png' });

describe('an upload', () => {
  it('goes straight to the bucket with the signed fields first, then is checked', async () => {
    const seen = bucket();
    await renderPage(pageWith(steps()));
    await choose(png());
    expect(await screen.findByText('fil_1')).toBeInTheDocument();
    expect(screen.getByText('Received')).toBeInTheDocument();
    expect(seen.fields).toEqual(['key', 'policy', 'file']);
  });

  it('says when the file is not what its name says', async () => {
    bucket();
    const mismatch = new ApiError(400, {
      code: 'file_type_mismatch',
      message: '',
      field: null,
      facts: {},
      request_id: null,
    });
    await renderPage(pageWith(steps(() => Promise.reject(mismatch))));
    await choose(png());
    expect(await screen.findByText(/not what its name says/)).toBeInTheDocument();
    expect(screen.getByText('nothing')).toBeInTheDocument();
  });

  it.each([
    ['too large', png(2000), 'The file is too large.'],
    [
      'of a type that is not accepted',
      new File(['x'], 'a.exe', { type: 'application/x-msdownload' }),
      'Files of this type are not accepted.',
    ],
  ])('sends nothing that is %s', async (_, file, words) => {
    await renderPage(pageWith(steps()));
    await choose(file);
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('can be taken back', async () => {
    bucket();
    await renderPage(pageWith(steps()));
    await choose(png());
    await screen.findByText('fil_1');
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.getByText('nothing')).toBeInTheDocument());
  });
});
