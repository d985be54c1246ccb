/** Whether the screen is a phone's: tables become cards, filters a drawer. */
import { useMediaQuery } from '@mantine/hooks';

const PHONE = '(max-width: 48em)';

export const usePhone = (): boolean =>
  useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }) ?? false;
