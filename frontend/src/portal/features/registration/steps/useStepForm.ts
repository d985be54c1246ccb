/** The form of one step: it tells what is typed as it is typed, and shows what was refused in it. */
import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form';
import { type FormEvent, useEffect, useEffectEvent } from 'react';
import type * as z from 'zod/mini';
import type { ApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';

export interface StepFormSetup<V> {
  schema: z.ZodMiniType;
  initialValues: V;
  /** What the server refused when everything was sent in, if it is about this step. */
  refusal: ApiError | null;
  /** The server's name of a field as the form calls it. */
  nameOf: (field: string) => string;
  onTyped: (values: V) => void;
  onNext: () => void;
}

export function useStepForm<V extends Record<string, unknown>>(setup: StepFormSetup<V>) {
  const { schema, initialValues, refusal, nameOf, onTyped, onNext } = setup;
  const { ofField } = useErrorWords();
  const form = useForm<V>({
    initialValues,
    validate: schemaResolver(schema, { sync: true }),
    onValuesChange: onTyped,
  });
  const showRefusal = useEffectEvent(() => {
    for (const { field, problem, facts } of refusal?.fieldProblems ?? []) {
      form.setFieldError(nameOf(field), ofField(problem, refusal as ApiError, facts));
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the refusal is what it waits for
  useEffect(() => showRefusal(), [refusal]);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { hasErrors, errors } = form.validate();
    if (!hasErrors) onNext();
    else form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();
  };
  return { form: form as UseFormReturnType<V>, onSubmit };
}
