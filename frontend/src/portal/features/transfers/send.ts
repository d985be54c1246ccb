/** Sending money to another client: rules and calls. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import {
  type Place,
  type RecipientForm,
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
  /** Where it arrives with the recipient. */
  place: Place;
  amount: string;
  agreements: string[];
};

export type RecipientKey = RecipientForm['by'];

/** By which numbers recipients can be found; a client's own leads to their wallet alone. */
export const recipientKeys = ({ places }: ThirdPartyTermsView): RecipientKey[] =>
  places.targets.includes('wallet') ? ['client', 'account'] : ['account'];

/** Who was found, with the number that was asked for. */
export type Recipient = RecipientView & { asked: RecipientForm };

/** Where money can arrive with who was found: their account first, if its number was asked for. */
export const arrivals = (found: Recipient | null, { places }: ThirdPartyTermsView): Place[] => [
  ...(found?.account ? (['trading_account'] as const) : []),
  ...(places.targets.includes('wallet') ? (['wallet'] as const) : []),
];

/** In which currency it arrives: an account's own, or the one chosen for a wallet. */
export const arrivesIn = ({ place, into }: SendValues, found: Recipient | null): string =>
  place === 'trading_account' && found?.account ? found.account.currency : into;

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
  to: Recipient,
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
        currency: arrivesIn(values, to),
        place: values.place,
        recipient:
          values.place === 'trading_account' ? to.asked : { by: 'client', number: to.client_id },
      },
      amount: values.amount,
      currency,
      shown,
      agreements: acceptances(agreements, values.agreements),
    },
  });
