/** Says right after signing in that both the place and the device are new, and offers a way out. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/shared/auth/context';
import type { RemoteLogin } from '@/shared/auth/Session';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { deviceName } from './device';

export interface RemoteLoginPromptProps {
  login: RemoteLogin;
  /** Where the password is changed. */
  passwordAt: string;
}

export default function RemoteLoginPrompt({ login, passwordAt }: RemoteLoginPromptProps) {
  const { t } = useTranslation('common');
  const session = useSession();
  const navigate = useNavigate();
  const close = () => session.acknowledge();
  const change = () => {
    close();
    void navigate({ to: passwordAt });
  };
  return (
    <Modal opened onClose={close} title={t('remote.title')} centered>
      <Stack gap="md">
        <Text size="sm">{t('remote.text')}</Text>
        <FactList
          facts={[
            { label: t('remote.at'), value: <Time at={login.at} /> },
            { label: t('remote.city'), value: <bdi>{login.city}</bdi> },
            { label: t('remote.ip'), value: <bdi dir="ltr">{login.ip}</bdi> },
            { label: t('remote.device'), value: <bdi>{deviceName(login.device)}</bdi> },
          ]}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('remote.mine')}
          </Button>
          <Button onClick={change}>{t('remote.change')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
