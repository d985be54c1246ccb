/** Gives pages the session and a client that speaks in its name. */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { type JsonClient, jsonClient } from '@/shared/api/jsonClient';
import type { Session, SessionState } from './Session';

interface AuthTools {
  session: Session<unknown>;
  api: JsonClient;
}

const AuthContext = createContext<AuthTools | null>(null);

export function AuthProvider({ session, api, children }: AuthTools & { children: ReactNode }) {
  return <AuthContext value={{ session, api }}>{children}</AuthContext>;
}

function useAuth(): AuthTools {
  const tools = useContext(AuthContext);
  if (!tools) throw new Error('useAuth needs an AuthProvider above it');
  return tools;
}

export function useSession<Who = unknown>(): Session<Who> {
  return useAuth().session as Session<Who>;
}

/** The JSON client that carries the session's token and refreshes it by itself. */
export function useApi(): JsonClient {
  return useAuth().api;
}

const publicApi = jsonClient((request) => globalThis.fetch(request));

/** The client for calls before sign-in; it carries no token and never tries to renew one. */
export const usePublicApi = (): JsonClient => publicApi;

export function useSessionState<Who = unknown>(): SessionState<Who> {
  const session = useSession<Who>();
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** The signed-in person. Only below the signed-in layout; elsewhere it throws. */
export function useWho<Who>(): Who {
  const state = useSessionState<Who>();
  if (state.phase !== 'in') throw new Error('useWho is only for pages behind sign-in');
  return state.who;
}
