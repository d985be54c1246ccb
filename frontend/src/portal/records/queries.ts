/** What several pages read of the same records: wallets, accounts, methods; live while in view. */
import { useQuery } from '@tanstack/react-query';
import type { AccountView } from '@/api/portal';
import {
  listDepositMethodsOptions,
  listOwnAccountsOptions,
  listOwnWalletsOptions,
  listWithdrawalMethodsOptions,
  readOwnAccountOptions,
} from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';

const WALLETS_MS = 15_000;
const FIGURES_MS = 5_000;
const METHODS_FRESH_MS = 300_000;
/** More accounts than a broker lets one client have. */
const ALL_ACCOUNTS = 200;

export type AccountKind = AccountView['kind'];

export const useWallets = () =>
  useQuery({ ...listOwnWalletsOptions(), refetchInterval: pollEvery(WALLETS_MS) });

/** The client's accounts with figures that renew themselves while the page is visible. */
export const useAccounts = (kind?: AccountKind) =>
  useQuery({
    ...listOwnAccountsOptions({ query: { kind, limit: ALL_ACCOUNTS } }),
    refetchInterval: pollEvery(FIGURES_MS),
  });

export const useAccount = (id: string) =>
  useQuery({
    ...readOwnAccountOptions({ path: { account_id: id } }),
    refetchInterval: pollEvery(FIGURES_MS),
  });

export const useDepositMethods = () =>
  useQuery({ ...listDepositMethodsOptions(), staleTime: METHODS_FRESH_MS });

export const useWithdrawalMethods = () =>
  useQuery({ ...listWithdrawalMethodsOptions(), staleTime: METHODS_FRESH_MS });
