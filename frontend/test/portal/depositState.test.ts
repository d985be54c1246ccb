import { describe, expect, it } from 'vitest';
import type { DepositView } from '@/api/portal';
import { isSettled, stateOf } from '@/portal/features/deposits/depositState';

type Shape = Pick<DepositView, 'status' | 'payment_status' | 'funding_status'>;

const deposit = (kind: 'manual' | 'online', shape: Partial<Shape>) =>
  ({
    status: 'pending',
    payment_status: 'none',
    funding_status: 'none',
    method: { id: 'm', kind, name: {} },
    ...shape,
  }) as DepositView;

describe('where a deposit stands', () => {
  it.each([
    ['awaiting_broker', deposit('manual', {})],
    ['awaiting_payment', deposit('online', { payment_status: 'pending' })],
    ['awaiting_broker', deposit('online', { payment_status: 'success' })],
    ['crediting', deposit('online', { status: 'executing', payment_status: 'success' })],
    ['crediting', deposit('manual', { status: 'approved' })],
    ['credited', deposit('manual', { status: 'approved', funding_status: 'deposited' })],
    ['not_funded', deposit('manual', { status: 'approved', funding_status: 'not_funded' })],
    ['kept', deposit('manual', { status: 'approved', funding_status: 'returned' })],
    ['crediting', deposit('manual', { status: 'approved', funding_status: 'held' })],
    ['rejected', deposit('manual', { status: 'rejected' })],
    ['expired', deposit('online', { status: 'cancelled', payment_status: 'expired' })],
    ['failed', deposit('online', { status: 'cancelled', payment_status: 'failed' })],
    ['cancelled', deposit('manual', { status: 'cancelled' })],
  ])('is %s', (state, found) => {
    expect(stateOf(found)).toBe(state);
  });

  it('is asked for again only while something can still happen', () => {
    expect(
      ['awaiting_payment', 'awaiting_broker', 'crediting'].some((s) => isSettled(s as never)),
    ).toBe(false);
    expect(
      ['credited', 'rejected', 'expired', 'failed', 'cancelled'].every((s) =>
        isSettled(s as never),
      ),
    ).toBe(true);
  });
});
