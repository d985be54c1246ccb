/** A member of staff to read, for whoever may not change them; resets have permissions of their own. */
import { Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { StatusChip } from '@/shared/ui/StatusChip';
import { FactorReset } from '../../records/FactorReset';
import type { Member } from '../../records/types';
import { useWords } from '../../records/words';
import { useStaff } from '../../session';
import { PasswordReset } from './PasswordReset';
import { standingOf } from './staff';

export function MemberFacts({ member }: { member: Member }) {
  const { t } = useTranslation('desk-staff');
  const { t: common } = useTranslation('common');
  const words = useWords();
  const me = useStaff();
  return (
    <Stack gap="md">
      <FactList
        facts={[
          { label: words('fact', 'email'), value: <bdi>{member.email}</bdi> },
          { label: words('fact', 'status'), value: <StatusChip status={standingOf(member)} /> },
          { label: words('fact', 'role'), value: <bdi>{member.role.name}</bdi> },
          {
            label: words('fact', 'supervisor'),
            value: <bdi>{member.supervisor?.name ?? '—'}</bdi>,
          },
          {
            label: words('fact', 'last_login_at'),
            value: member.last_login_at ? <Time at={member.last_login_at} /> : '—',
          },
          { label: words('fact', 'created_at'), value: <Time at={member.created_at} /> },
          { label: words('fact', 'staff_id'), value: <bdi>{member.id}</bdi> },
          ...(member.must_change_password
            ? [{ label: t('must_change_password'), value: common('answers.yes') }]
            : []),
        ]}
      />
      {member.id === me.staff_id ? null : (
        <Group gap="sm">
          <PasswordReset member={member} />
          <FactorReset
            path={`/api/desk/staff/${member.id}`}
            name={member.name}
            permission="reset_staff_factors"
          />
        </Group>
      )}
    </Stack>
  );
}
