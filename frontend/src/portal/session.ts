/** The signed-in client, as the portal knows them. */
import { useWho } from '@/shared/auth/context';

export interface Client {
  client_id: string;
  name: string;
  email: string;
  phone: string;
  nationality: string | null;
  kind: 'trader' | 'ib';
  referral_code: string | null;
  language: string;
  theme: string | null;
  status: string;
}

export const useClient = (): Client => useWho<Client>();
