/** A form as its parts see it: they know some of its values, and leave the others alone. */
import type { UseFormReturnType } from '@mantine/form';

export const partOf = <P extends Record<string, unknown>, V extends P>(
  form: UseFormReturnType<V>,
): UseFormReturnType<P> => form as unknown as UseFormReturnType<P>;
