/** The calls of the second factor, which both realms have under their own names. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi, usePublicApi, useSession } from '../context';
import { makePasskey } from './passkey';

export interface Passkey {
  id: string;
  name: string;
  added_at: string;
  last_used_at: string | null;
}

export interface FactorState {
  enrolled: boolean;
  mandatory: boolean;
  operations: string[];
  totp_added_at: string | null;
  passkeys: Passkey[];
  recovery_codes_left: number;
}

export interface TotpSetup {
  secret: string;
  uri: string;
  qr: string[];
}

export interface RecoveryCodes {
  /** Empty where there are good ones already. */
  recovery_codes: string[];
}

const keyOf = (realm: string) => [realm, 'factor'];

export function useFactor() {
  const api = useApi();
  const { realm } = useSession();
  return useQuery({
    queryKey: keyOf(realm),
    queryFn: ({ signal }) => api.get<FactorState>(`/api/${realm}/factor`, { signal }),
  });
}

/** What changes one's factor; each asks for the password, and through the dialog for the factor. */
export function useFactorCalls() {
  const api = useApi();
  const queries = useQueryClient();
  const { realm } = useSession();
  const path = `/api/${realm}/factor`;
  const fresh = async <T>(call: Promise<T>): Promise<T> => {
    const outcome = await call;
    await queries.invalidateQueries({ queryKey: keyOf(realm) });
    return outcome;
  };
  return {
    startTotp: (password: string) => api.post<TotpSetup>(`${path}/totp`, { password }),
    finishTotp: (code: string) => fresh(api.put<RecoveryCodes>(`${path}/totp`, { code })),
    addPasskey: async (name: string, password: string) => {
      const { options } = await api.post<{ options: PublicKeyCredentialCreationOptionsJSON }>(
        `${path}/passkeys`,
        { password },
      );
      const credential = await makePasskey(options);
      return fresh(api.put<RecoveryCodes>(`${path}/passkeys`, { name, credential }));
    },
    renewCodes: (password: string) =>
      fresh(api.post<RecoveryCodes>(`${path}/recovery-codes`, { password })),
    removeTotp: (password: string) =>
      fresh(api.post<FactorState>(`${path}/removals`, { method: 'totp', password })),
    removePasskey: (id: string, password: string) =>
      fresh(
        api.post<FactorState>(`${path}/removals`, { method: 'passkey', passkey_id: id, password }),
      ),
  };
}

/** Setting up the app without which one may not come in; the ticket stands for the password. */
export function useSignInSetup(ticket: string) {
  const api = usePublicApi();
  const { realm } = useSession();
  const path = `/api/${realm}/session/factor`;
  return {
    start: () => api.post<TotpSetup>(path, { ticket }),
    finish: (code: string) => api.put<RecoveryCodes>(path, { ticket, code }),
  };
}
