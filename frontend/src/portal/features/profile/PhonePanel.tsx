/** The client's phone number, and where the broker proves numbers the way to another one. */
import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { portalReadMe } from '@/api/portal';
import { useSession } from '@/shared/auth/context';
import { useBrand } from '@/shared/brand/brand';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { type Client, useClient } from '../../session';
import { PhoneForm } from './PhoneForm';

export function PhonePanel() {
  const { t } = useTranslation('portal-profile');
  const session = useSession<Client>();
  const { phone_codes: canChange } = useBrand();
  const { phone } = useClient();
  const [changing, setChanging] = useState(false);
  const changed = async () => {
    setChanging(false);
    toastDone(t('phone_changed'));
    session.replaceWho(await portalReadMe());
  };
  return (
    <Panel title={t('phone_panel')}>
      <Stack gap="md">
        <Text fw={550}>
          <bdi dir="ltr">{phone}</bdi>
        </Text>
        {canChange ? null : (
          <Text size="sm" c="dimmed">
            {t('phone_fixed')}
          </Text>
        )}
        {canChange && !changing ? (
          <div>
            <Button variant="default" onClick={() => setChanging(true)}>
              {t('change_phone')}
            </Button>
          </div>
        ) : null}
        {changing ? (
          <PhoneForm onDone={() => void changed()} onCancel={() => setChanging(false)} />
        ) : null}
      </Stack>
    </Panel>
  );
}
