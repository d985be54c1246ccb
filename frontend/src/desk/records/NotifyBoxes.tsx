/** How the client is told of what staff did: two boxes, both ticked at first. */
import { Checkbox, Group } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';

export interface NotifyValues extends Record<string, unknown> {
  email: boolean;
  popup: boolean;
}

export const NOTIFY_BOTH: NotifyValues = { email: true, popup: true };

export const notifyOf = ({ email, popup }: NotifyValues) => ({ email, popup, language: null });

export function NotifyBoxes<V extends NotifyValues>({ form }: { form: UseFormReturnType<V> }) {
  const { t } = useTranslation('desk-words');
  return (
    <Group gap="lg">
      <Checkbox label={t('notify.email')} {...form.getInputProps('email', { type: 'checkbox' })} />
      <Checkbox label={t('notify.popup')} {...form.getInputProps('popup', { type: 'checkbox' })} />
    </Group>
  );
}
