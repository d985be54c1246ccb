/** A conversion between wallets: rules and call. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { submitTransfer, type TransferView } from '@/api/portal';
import { amount, required } from '@/shared/forms/rules';

export type ConvertValues = { from: string; into: string; amount: string };

interface Rules {
  t: TFunction<'common'>;
  tag: string;
  /** Currency and most, as they stand when the form is checked. */
  limit: () => { currency: string; max: string | null };
}

export function convertSchema({ t, tag, limit }: Rules) {
  return z.object({
    from: required(t),
    into: required(t),
    amount: amount(t, () => ({ ...limit(), tag })),
  });
}

export const sendConversion = (
  values: ConvertValues,
  shown: string | null,
  idempotencyKey: string,
): Promise<TransferView> =>
  submitTransfer({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      source: { type: 'wallet', currency: values.from },
      target: { type: 'wallet', currency: values.into },
      amount: values.amount,
      currency: values.from,
      shown,
    },
  });
