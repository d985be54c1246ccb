/** `fetch` with the session's token: one refresh and one repetition when the token has expired. */
import type { Fetcher } from '@/shared/api/jsonClient';

interface TokenSource {
  readonly accessToken: string | null;
  refresh(): Promise<string | null>;
}

function withToken(request: Request, token: string | null): Request {
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

/**
 * An answer of 401 comes before any effect, so repeating is safe for every method. A token that
 * another call has renewed meanwhile is used without asking again.
 */
export function authorizedFetch(session: TokenSource): Fetcher {
  return async (request) => {
    const repetition = request.clone();
    const used = session.accessToken ?? (await session.refresh());
    const response = await globalThis.fetch(withToken(request, used));
    if (response.status !== 401) return response;
    const current = session.accessToken;
    const renewed = current !== null && current !== used ? current : await session.refresh();
    return renewed ? globalThis.fetch(withToken(repetition, renewed)) : response;
  };
}
