/** A token that was just made: it can be seen and copied here, and nowhere later. */
import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { IntegrationView } from '@/api/desk/types.gen';
import { CopyButton } from '@/shared/ui/CopyButton';

export function NewToken({ made, onClose }: { made: IntegrationView | null; onClose: () => void }) {
  const { t } = useTranslation('desk-money');
  const token = made?.token ?? '';
  return (
    <Modal
      opened={made !== null}
      onClose={onClose}
      title={t('providers.token_of', { name: made?.name ?? '' })}
      closeOnClickOutside={false}
    >
      <Stack>
        <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {t('providers.only_now')}
        </Alert>
        <Group align="end" wrap="nowrap">
          <TextInput label={t('providers.token')} value={token} readOnly dir="ltr" flex={1} />
          <CopyButton value={token} label={t('providers.copy')} />
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('providers.kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
