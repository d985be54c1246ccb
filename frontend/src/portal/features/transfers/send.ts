/** Sending money to another client: rules and calls. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { type RecipientView, submitTransfer, type TransferView } from '@/api/portal';
import { amount, required } from '@/shared/forms/rules';
import { type Agreement, acceptances } from '../../records/Agreements';

export type SendValues = {
  recipient: string;
  from: string;
  into: string;
  amount: string;
  agreements: string[];
};

export const RECIPIENT_KEYS = ['client', 'account'] as const;
export type RecipientKey = (typeof RECIPIENT_KEYS)[number];

/** Numbers of clients and accounts: digits alone. */
export const isNumber = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);

interface Rules {
  common: TFunction<'common'>;
  /** What to say while nobody is found. */
  nobody: string;
  tag: string;
  agreements: readonly Agreement[];
  /** Currency and most, as they stand when the form is checked. */
  limit: () => { currency: string; max: string | null };
}

export function sendSchema({ common, nobody, tag, agreements, limit }: Rules) {
  const isComplete = (accepted: string[]) =>
    agreements.every(({ document }) => accepted.includes(document));
  return z.object({
    recipient: z.string().check(z.minLength(1, nobody)),
    from: required(common),
    into: required(common),
    amount: amount(common, () => ({ ...limit(), tag })),
    agreements: z.array(z.string()).check(z.refine(isComplete, common('validation.accept'))),
  });
}

/** The other fields stay; the recipient's wallet follows the own one while both are the same. */
export const fromWallet = (values: SendValues, from: string): SendValues => ({
  ...values,
  from,
  into: values.into === values.from ? from : values.into,
});

export const sendToClient = (
  values: SendValues,
  shown: string | null,
  agreements: readonly Agreement[],
  idempotencyKey: string,
): Promise<TransferView> =>
  submitTransfer({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      source: { type: 'wallet', currency: values.from },
      target: {
        type: 'client',
        currency: values.into,
        recipient: { by: 'client', number: values.recipient },
      },
      amount: values.amount,
      currency: values.from,
      shown,
      agreements: acceptances(agreements, values.agreements),
    },
  });

export type Recipient = RecipientView;
