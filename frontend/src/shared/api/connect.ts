/**
 * Ties a generated client to our session and our error type. The generated code stays as it was
 * generated; everything particular to us is set here, at run time.
 */
import { ApiError, errorOfAnswer, errorOfSilence } from './ApiError';
import type { Fetcher } from './jsonClient';

/** The part of a generated fetch client that we use. */
interface GeneratedClient {
  setConfig(config: { baseUrl: string; fetch: typeof fetch; throwOnError: true }): unknown;
  interceptors: {
    error: { use(map: (error: unknown, response: Response | undefined) => unknown): unknown };
  };
}

/** Call once at start, before the first use of the client. */
export function connectClient(client: GeneratedClient, authorized: Fetcher): void {
  client.setConfig({
    baseUrl: window.location.origin,
    fetch: (input, init) => authorized(new Request(input, init)),
    throwOnError: true,
  });
  client.interceptors.error.use((error, response) => {
    if (error instanceof ApiError) return error;
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return response ? errorOfAnswer(response, error) : errorOfSilence(error);
  });
}
