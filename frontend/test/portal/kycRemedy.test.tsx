import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { kycRemedy } from '@/portal/shell/KycRemedy';
import { ApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { RemedyContext } from '@/shared/forms/remedies';
import { renderPage } from '../kit/render';

const refused = (code: string, facts: Record<string, unknown> = {}) =>
  new ApiError(403, { code, message: '', field: null, facts, request_id: 'req_1' });

function open(problem: ApiError) {
  const Page = () => (
    <RemedyContext value={kycRemedy}>
      <FormProblem problem={problem} />
    </RemedyContext>
  );
  return renderPage(Page, '/list', 'en', ['portal-shell']);
}

describe('a refusal that asks for a verified identity', () => {
  it('comes as a dialog whose button leads to the verification', async () => {
    const { address } = await open(refused('kyc_required', { gate: 'deposit', status: 'none' }));
    expect(
      await screen.findByRole('dialog', { name: 'Please verify your identity first' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'KYC Verification' }));
    await waitFor(() => expect(address()).toBe('/profile/verification'));
  });

  it('says that it is being checked to a client who waits', async () => {
    await open(refused('kyc_required', { gate: 'deposit', status: 'pending' }));
    expect(await screen.findByText(/Your verification is being checked/)).toBeVisible();
  });

  it('leaves the way there once the dialog is closed', async () => {
    await open(refused('kyc_required', { gate: 'deposit', status: 'none' }));
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('link', { name: 'KYC Verification' })).toBeVisible();
  });

  it('leaves other refusals to their words', async () => {
    await open(refused('insufficient_funds'));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
