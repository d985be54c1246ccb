/**
 * The form kit: validation before sending, one send at a time with one idempotency key, and the
 * server's refusals at their fields in words of the person.
 */
import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form';
import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type * as z from 'zod/mini';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useErrorWords } from '@/shared/errors/useErrorWords';

type Values = Record<string, unknown>;

export interface RequestFormSetup<V extends Values, Result> {
  schema: z.ZodMiniType;
  initialValues: V;
  /** Sends the values; pass `idempotencyKey` on to calls that need one. */
  send: (values: V, idempotencyKey: string) => Promise<Result>;
  /** Called after success. A second click meets the same key, so the server answers it as the first. */
  onSent: (result: Result, values: V) => void;
  /** Names of server fields that differ from the form's, e.g. `{ 'phone.number': 'phone' }`. */
  fieldNames?: Readonly<Record<string, string>>;
}

export interface RequestForm<V extends Values> {
  form: UseFormReturnType<V>;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** A send is under way: further submits do nothing. */
  busy: boolean;
  /** What no field could carry; show it with `FormProblem`. */
  problem: ApiError | null;
  /** Typed in and not sent: the leave-guard's question. */
  unsent: boolean;
  /** Empties the form for another request, under a new key. */
  again: () => void;
}

export function useRequestForm<V extends Values, Result>(
  setup: RequestFormSetup<V, Result>,
): RequestForm<V> {
  const { schema, initialValues, send, onSent, fieldNames = {} } = setup;
  const form = useForm<V>({ initialValues, validate: schemaResolver(schema, { sync: true }) });
  const { ofField } = useErrorWords();
  const { key, renew } = useIdempotencyKey();
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);

  /** Puts refusals at their fields; true when every one found its place. */
  const showAtFields = (error: ApiError): boolean => {
    const placed = error.fieldProblems.filter(({ field, problem: code, facts }) => {
      const name = fieldNames[field] ?? field;
      if (!((name.split('.')[0] as string) in initialValues)) return false;
      form.setFieldError(name, ofField(code, error, facts));
      return true;
    });
    const first = placed[0];
    if (first) form.getInputNode(fieldNames[first.field] ?? first.field)?.focus();
    return placed.length > 0 && placed.length === error.fieldProblems.length;
  };

  const submit = async (values: V) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setProblem(null);
    try {
      const result = await send(values, key);
      form.resetDirty(values);
      onSent(result, values);
    } catch (thrown) {
      const error = asApiError(thrown);
      if (!showAtFields(error)) setProblem(error);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  const again = () => {
    renew();
    form.setInitialValues(initialValues);
    form.reset();
  };

  const focusFirst = (errors: Record<string, unknown>) => {
    const first = Object.keys(errors)[0];
    if (first) form.getInputNode(first)?.focus();
  };

  return {
    form,
    onSubmit: form.onSubmit((values) => void submit(values), focusFirst),
    busy,
    problem,
    unsent: form.isDirty(),
    again,
  };
}

/** Checks fields in error anew when `limits`, what the rules lean on besides the values, change. */
export function useRecheck<V extends Values>(form: UseFormReturnType<V>, limits: string): void {
  const check = useEffectEvent(() => {
    for (const name of Object.keys(form.errors)) form.validateField(name);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the limits are what it waits for
  useEffect(() => check(), [limits]);
}
