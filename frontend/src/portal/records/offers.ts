/** What a deposit or withdrawal between two currencies comes to: the server's own arithmetic. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { OfferView, QuotedFor } from '@/api/portal';
import { readQuoteOptions } from '@/api/portal/@tanstack/react-query.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { pollEvery } from '@/shared/api/queryClient';
import { AmountError, toMinor } from '@/shared/money/money';

const TYPING_PAUSE_MS = 300;
const RATE_MS = 20_000;

export interface OfferWish {
  purpose: QuotedFor;
  method_id: string;
  amount: string;
  /** Of the wallet or account. */
  currency: string;
  /** In which is paid, or paid out. */
  payment_currency: string;
}

export interface Offered {
  /** Null while the amount is none, and while the server is asked. */
  offer: OfferView | null;
  problem: ApiError | null;
  /** Asks anew, as after a refusal because the rate has changed. */
  renew: () => void;
}

function isAmount(amount: string, currency: string): boolean {
  try {
    return toMinor(amount.trim(), currency) > 0n;
  } catch (problem) {
    if (problem instanceof AmountError) return false;
    throw problem;
  }
}

/** Nothing is asked where both currencies are the same: the form does that sum itself. */
export function useOffer(wish: OfferWish): Offered {
  const [amount] = useDebouncedValue(wish.amount.trim(), TYPING_PAUSE_MS);
  const isOfTwo = wish.currency !== wish.payment_currency;
  const enabled = isOfTwo && wish.currency !== '' && isAmount(amount, wish.currency);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...readQuoteOptions({ query: { ...wish, amount } }),
    enabled,
    retry: false,
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery(RATE_MS),
  });
  const isCurrent = enabled && amount === wish.amount.trim() && !isPlaceholderData;
  return {
    offer: isCurrent && !error ? (data ?? null) : null,
    problem: enabled && error ? asApiError(error) : null,
    renew: () => void refetch(),
  };
}
