/** Sending money to another client: rules and calls. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import {
  type RecipientView,
  submitTransfer,
  type ThirdPartyTermsView,
  type TransferView,
  type WalletView,
} from '@/api/portal';
import { amount, required } from '@/shared/forms/rules';
import { type Agreement, acceptances } from '../../records/Agreements';
import { type Account, canGive } from '../../records/accounts';
import { type Origin, originsOf } from '../../records/origins';

export type SendValues = {
  recipient: string;
  /** The id of an `Origin`. */
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

/** What money can be sent to others from, wallets first; nothing where it is not offered. */
export const sendable = (
  wallets: readonly WalletView[],
  accounts: readonly Account[],
  { offered, places }: ThirdPartyTermsView,
): Origin[] =>
  offered
    ? originsOf(wallets, accounts, places.sources, {
        wallet: (flags) => flags.transfer,
        account: canGive,
      })
    : [];

/** The other fields stay; what arrives follows the own currency while both are the same. */
export const fromOrigin = (values: SendValues, before: Origin, next: Origin): SendValues => ({
  ...values,
  from: next.id,
  into: values.into === before.currency ? next.currency : values.into,
});

export const sendToClient = (
  values: SendValues,
  { account, currency }: Origin,
  shown: string | null,
  agreements: readonly Agreement[],
  idempotencyKey: string,
): Promise<TransferView> =>
  submitTransfer({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      source: account
        ? { type: 'account', account_id: account.id, currency }
        : { type: 'wallet', currency },
      target: {
        type: 'client',
        currency: values.into,
        recipient: { by: 'client', number: values.recipient },
      },
      amount: values.amount,
      currency,
      shown,
      agreements: acceptances(agreements, values.agreements),
    },
  });

export type Recipient = RecipientView;
