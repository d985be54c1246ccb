/** A small JSON client over any `fetch`: URLs on our own origin, bodies and errors as our types. */
import { errorOfAnswer, errorOfSilence } from './ApiError';

export type Fetcher = (request: Request) => Promise<Response>;
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface CallOptions {
  query?: Query;
  signal?: AbortSignal;
  /** The key that makes a repeated POST harmless; see `useIdempotencyKey`. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

export interface JsonClient {
  get<T>(path: string, options?: CallOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  put<T>(path: string, body: unknown, options?: CallOptions): Promise<T>;
  patch<T>(path: string, body: unknown, options?: CallOptions): Promise<T>;
  delete<T>(path: string, options?: CallOptions): Promise<T>;
}

function urlOf(path: string, query: Query = {}): string {
  const url = new URL(path, window.location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '')
      url.searchParams.set(name, String(value));
  }
  return url.toString();
}

function requestOf(method: string, path: string, body: unknown, options: CallOptions): Request {
  const headers = new Headers({ Accept: 'application/json', ...options.headers });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  return new Request(urlOf(path, options.query), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: 'same-origin',
    signal: options.signal,
  });
}

/** The body as JSON, or undefined for an empty or unreadable one. */
async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

async function answer<T>(fetcher: Fetcher, request: Request): Promise<T> {
  let response: Response;
  try {
    response = await fetcher(request);
  } catch (problem) {
    if (problem instanceof TypeError) throw errorOfSilence(problem);
    throw problem;
  }
  const body = await readBody(response);
  if (!response.ok) throw errorOfAnswer(response, body);
  return body as T;
}

export function jsonClient(fetcher: Fetcher): JsonClient {
  const call =
    (method: string) =>
    <T>(path: string, body: unknown, options: CallOptions = {}) =>
      answer<T>(fetcher, requestOf(method, path, body, options));
  return {
    get: (path, options) => call('GET')(path, undefined, options),
    delete: (path, options) => call('DELETE')(path, undefined, options),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
  };
}
