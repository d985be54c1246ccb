/** Asks for the reason, and takes somebody's second factor away. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApi } from '@/shared/auth/context';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { HeldFactor } from './FactorReset';
import { ResetDialog } from './ResetDialog';

interface FactorResetDialogProps {
  path: string;
  name: string;
  held: HeldFactor;
  onClose: () => void;
}

export default function FactorResetDialog({ path, name, held, onClose }: FactorResetDialogProps) {
  const { t } = useTranslation('desk-words');
  const { tag } = useLanguage();
  const api = useApi();
  const things = [
    ...(held.totp_added_at ? [t('factor_reset.app')] : []),
    ...held.passkeys.map((one) => (typeof one === 'string' ? one : one.name)),
  ];
  return (
    <ResetDialog
      title={t('factor_reset.title')}
      confirmLabel={t('factor_reset.confirm')}
      done={t('factor_reset.done')}
      send={(reason) => api.patch(`${path}/factor`, { enrolled: false, reason })}
      onClose={onClose}
    >
      <Text size="sm">{t('factor_reset.hint', { name })}</Text>
      <Text size="sm" c="dimmed">
        {t('factor_reset.has')} <bdi>{new Intl.ListFormat(tag).format(things)}</bdi>
      </Text>
    </ResetDialog>
  );
}
