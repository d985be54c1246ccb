/** What somebody is in charge of, and who takes it over before they go. */
import { Anchor, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useLanguage } from '@/shared/i18n/useLanguage';
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

interface DutiesProps {
  member: Member;
  /** Whether they go for good: then nobody may report to them any more. */
  forGood?: boolean;
  successor: string | null;
  onChoose: (staffId: string | null) => void;
}

export function Duties({ member, forGood, successor, onChoose }: DutiesProps) {
  const { t } = useTranslation('desk-staff');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const can = useCan();
  const words = useWords();
  const { hasClients, processes } = useDuties(member);
  const members = useMembers().data?.items ?? [];
  const colleagues = members.filter(({ id, active }) => active && id !== member.id);
  const led = forGood ? members.filter(({ supervisor }) => supervisor?.id === member.id) : [];
  const types = processes.map((type) => words('request', type)).join(', ');
  return (
    <>
      {hasClients && can('update_clients') ? (
        <Select
          label={t('hand_over')}
          description={t(forGood ? 'hand_over_first' : 'hand_over_hint')}
          placeholder={forGood ? undefined : t('hand_over_nobody')}
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
      {led.length > 0 ? (
        <Warning>
          {t('leads', { names: new Intl.ListFormat(tag).format(led.map(({ name }) => name)) })}
        </Warning>
      ) : null}
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
