/** The signed-in client, as the portal knows them. */
import type { PortalWho } from '@/api/portal';
import { useWho } from '@/shared/auth/context';

export type Client = PortalWho;

export const useClient = (): Client => useWho<Client>();
