/** Shutting somebody out: first what they are in charge of, and who takes it over. */
import { Anchor, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useApi } from '@/shared/auth/context';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import type { ClientRow, Items, Member, Setting } from '../../records/types';
import { useRead } from '../../records/useList';
import { Warning } from '../../records/Warning';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { useMembers } from './staff';

const FLOW = 'approvals.flow.';

/** Types of requests with a step that names this user. */
export const processesNaming = (settings: readonly Setting[], staffId: string): string[] =>
  settings
    .filter(({ key }) => key.startsWith(FLOW))
    .filter(({ value }) => {
      const { nodes = [] } = (value ?? {}) as { nodes?: { user_ids: string[] }[] };
      return nodes.some(({ user_ids }) => user_ids.includes(staffId));
    })
    .map(({ key }) => key.slice(FLOW.length));

function useDuties(member: Member) {
  const can = useCan();
  const owned = useQuery({
    ...useRead<Page<ClientRow>>(`/api/desk/clients?owner=${member.id}&limit=1`),
    enabled: can('read_clients'),
  });
  const settings = useQuery({
    ...useRead<Items<Setting>>('/api/desk/settings'),
    enabled: can('read_settings'),
  });
  return {
    hasClients: (owned.data?.items.length ?? 0) > 0,
    processes: processesNaming(settings.data?.items ?? [], member.id),
  };
}

interface DisableMemberProps {
  member: Member;
  opened: boolean;
  onClose: () => void;
  /** Disables; called once the clients are on their way to somebody else. */
  disable: () => Promise<unknown>;
}

export function DisableMember({ member, opened, onClose, disable }: DisableMemberProps) {
  const { t } = useTranslation('desk-staff');
  const api = useApi();
  const { key } = useIdempotencyKey();
  const [successor, setSuccessor] = useState<string | null>(null);
  const hand = () =>
    api.post(
      '/api/desk/client-jobs',
      { assign: { owner_id: successor }, filter: { owner: member.id } },
      { idempotencyKey: key },
    );
  return (
    <ConfirmDanger
      opened={opened}
      onClose={onClose}
      title={t('disable_title')}
      confirmLabel={t('disable')}
      onConfirm={async () => {
        if (successor) await hand();
        await disable();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('disable_hint', { name: member.name })}</Text>
        <Duties member={member} successor={successor} onChoose={setSuccessor} />
      </Stack>
    </ConfirmDanger>
  );
}

interface DutiesProps {
  member: Member;
  successor: string | null;
  onChoose: (staffId: string | null) => void;
}

function Duties({ member, successor, onChoose }: DutiesProps) {
  const { t } = useTranslation('desk-staff');
  const { t: common } = useTranslation('common');
  const can = useCan();
  const words = useWords();
  const { hasClients, processes } = useDuties(member);
  const colleagues = (useMembers().data?.items ?? []).filter(
    ({ id, active }) => active && id !== member.id,
  );
  const types = processes.map((type) => words('request', type)).join(', ');
  return (
    <>
      {hasClients && can('update_clients') ? (
        <Select
          label={t('hand_over')}
          description={t('hand_over_hint')}
          placeholder={t('hand_over_nobody')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': common('actions.remove') }}
          comboboxProps={{ keepMounted: false }}
          data={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          value={successor}
          onChange={onChoose}
        />
      ) : null}
      {hasClients && !can('update_clients') ? <Warning>{t('owns_clients')}</Warning> : null}
      {processes.length > 0 ? (
        <Warning>
          {t('decides', { types })}{' '}
          <Anchor component={Link} to="/approval-processes" inherit>
            {t('decides_where')}
          </Anchor>
        </Warning>
      ) : null}
    </>
  );
}
