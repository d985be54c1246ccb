/**
 * What went wrong with a call, in the API's own terms. Every failed call, whatever its cause,
 * reaches the pages as this one type; the words are chosen in `errors/describe.ts`.
 */
export type Facts = Readonly<Record<string, unknown>>;

export interface ErrorBody {
  code: string;
  message: string;
  field: string | null;
  facts: Facts;
  request_id: string | null;
}

export interface FieldProblem {
  field: string;
  problem: string;
  /** Limits that this field missed, where it has facts of its own. */
  facts?: Facts;
}

export class ApiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Stable snake_case code; `network_unreachable` when no answer came. */
  readonly code: string;
  readonly field: string | null;
  readonly facts: Facts;
  /** What support asks for; null when no answer came. */
  readonly requestId: string | null;

  constructor(status: number, body: ErrorBody, options?: ErrorOptions) {
    super(body.message, options);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code;
    this.field = body.field;
    this.facts = body.facts;
    this.requestId = body.request_id;
  }

  /** Trying the same call again may succeed: nothing was answered, or the server was at fault or busy. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** Every field the server refused, `field` first. */
  get fieldProblems(): FieldProblem[] {
    const listed = Array.isArray(this.facts.errors) ? (this.facts.errors as FieldProblem[]) : [];
    if (listed.length > 0) return listed;
    return this.field ? [{ field: this.field, problem: this.code }] : [];
  }
}

function isErrorBody(value: unknown): value is Partial<ErrorBody> & { code: string } {
  return (
    typeof value === 'object' && value !== null && typeof (value as ErrorBody).code === 'string'
  );
}

/** The error of an answer whose status says it failed; `parsed` is its body if already read. */
export function errorOfAnswer(response: Response, parsed: unknown): ApiError {
  const body = isErrorBody(parsed) ? parsed : null;
  return new ApiError(response.status, {
    code: body?.code ?? `http_${response.status}`,
    message: body?.message ?? response.statusText,
    field: body?.field ?? null,
    facts: body?.facts ?? {},
    request_id: body?.request_id ?? response.headers.get('x-request-id'),
  });
}

/** The error of a call that got no answer. */
export function errorOfSilence(cause: unknown): ApiError {
  return new ApiError(
    0,
    { code: 'network_unreachable', message: 'No answer', field: null, facts: {}, request_id: null },
    { cause },
  );
}

/** Any thrown value as an ApiError, so that a page has one type to show. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof TypeError) return errorOfSilence(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError(
    -1,
    { code: 'unexpected', message, field: null, facts: {}, request_id: null },
    { cause: thrown },
  );
}
