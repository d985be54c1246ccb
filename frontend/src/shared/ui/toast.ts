/** Short notices that come and go; failures of whole pages are shown in place instead. */
import { notifications } from '@mantine/notifications';
import { getI18n } from 'react-i18next';

const closing = () => ({ 'aria-label': getI18n().t('common:actions.close') });

export function toastDone(message: string): void {
  notifications.show({
    message,
    color: 'teal',
    autoClose: 4000,
    withBorder: true,
    closeButtonProps: closing(),
  });
}

export function toastProblem(message: string): void {
  notifications.show({
    message,
    color: 'red',
    autoClose: 8000,
    withBorder: true,
    closeButtonProps: closing(),
  });
}
