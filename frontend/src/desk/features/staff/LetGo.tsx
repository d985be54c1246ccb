/** Letting a member go, for now or for good: first who takes over their clients. */
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { toastDone } from '@/shared/ui/toast';
import type { Member } from '../../records/types';
import { Duties } from './Duties';
import { useHandOver } from './handOver';
import { useRemoveMember, useSwitchMember } from './staff';

interface LetGoProps {
  member: Member;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function DisableMember({ member, opened, onClose, onDone }: LetGoProps) {
  const { t } = useTranslation('desk-staff');
  const disable = useSwitchMember();
  const { hand } = useHandOver(member);
  const [successor, setSuccessor] = useState<string | null>(null);
  return (
    <ConfirmDanger
      opened={opened}
      onClose={onClose}
      title={t('disable_title')}
      confirmLabel={t('disable')}
      onConfirm={async () => {
        if (successor) await hand(successor);
        await disable(member);
        toastDone(t('disabled_done'));
        onDone();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('disable_hint', { name: member.name })}</Text>
        <Duties member={member} successor={successor} onChoose={setSuccessor} />
      </Stack>
    </ConfirmDanger>
  );
}

export function DeleteMember({ member, opened, onClose, onDone }: LetGoProps) {
  const { t } = useTranslation('desk-staff');
  const remove = useRemoveMember();
  const { hand, handed } = useHandOver(member);
  const [successor, setSuccessor] = useState<string | null>(null);
  return (
    <ConfirmDanger
      opened={opened}
      onClose={onClose}
      title={t('delete_title')}
      confirmLabel={t('delete')}
      word={member.email}
      onConfirm={async () => {
        if (successor) {
          await hand(successor);
          await handed();
        }
        await remove(member);
        toastDone(t('deleted_done'));
        onDone();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('delete_hint', { name: member.name, email: member.email })}</Text>
        <Duties member={member} forGood successor={successor} onChoose={setSuccessor} />
      </Stack>
    </ConfirmDanger>
  );
}
