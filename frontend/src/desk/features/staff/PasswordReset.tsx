/** Makes a colleague's password worthless: they choose the next one themselves, by e-mail. */
import { Button, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '@/shared/auth/context';
import { ResetDialog } from '../../records/ResetDialog';
import type { Member } from '../../records/types';
import { useCan } from '../../session';

/** A button for who may; absent for whoever cannot sign in anyway. */
export function PasswordReset({ member }: { member: Member }) {
  const { t } = useTranslation('desk-staff');
  const can = useCan();
  const api = useApi();
  const [asking, setAsking] = useState(false);
  if (!can('reset_staff_passwords') || !member.active) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconKey size={17} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('password_reset.button')}
      </Button>
      {asking ? (
        <ResetDialog
          title={t('password_reset.title')}
          confirmLabel={t('password_reset.button')}
          done={t('password_reset.done')}
          send={(reason) => api.post(`/api/desk/staff/${member.id}/password-resets`, { reason })}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">
            {t('password_reset.hint', { name: member.name, email: member.email })}
          </Text>
        </ResetDialog>
      ) : null}
    </>
  );
}
