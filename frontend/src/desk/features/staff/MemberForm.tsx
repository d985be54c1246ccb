/** Adds a member of staff, or changes one; shutting somebody out asks first. */
import { Alert, Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import { email, optionalPassword, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { toastDone } from '@/shared/ui/toast';
import { FactorReset } from '../../records/FactorReset';
import type { Member } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan, useStaff } from '../../session';
import { DeleteMember, DisableMember } from './LetGo';
import { PasswordReset } from './PasswordReset';
import { useMembers, useRoles, useSaveMember, useSwitchMember } from './staff';

interface MemberFormProps {
  /** Null: a new one. */
  member: Member | null;
  onDone: () => void;
}

const initialOf = (member: Member | null) => ({
  name: member?.name ?? '',
  email: member?.email ?? '',
  role_id: member?.role.id ?? '',
  supervisor_id: member?.supervisor?.id ?? null,
  language: 'en',
  password: '',
  // Somebody who is given a password should choose their own, unless staff decide otherwise.
  must_change_password: member?.must_change_password ?? true,
});

function useMemberForm({ member, onDone }: MemberFormProps) {
  const { t } = useTranslation('desk-staff');
  const { t: common } = useTranslation('common');
  const { password_rules: rules } = useBrand();
  const save = useSaveMember(member);
  const schema = useMemo(
    () =>
      z.object({
        name: required(common),
        email: email(common),
        role_id: required(common),
        password: optionalPassword(common, rules),
      }),
    [common, rules],
  );
  return useRequestForm({
    schema,
    initialValues: initialOf(member),
    send: save,
    onSent: () => {
      toastDone(member ? t('saved') : t('added'));
      onDone();
    },
  });
}

export default function MemberForm(props: MemberFormProps) {
  const { t } = useTranslation('desk-staff');
  const { t: common } = useTranslation('common');
  const words = useWords();
  const me = useStaff();
  const { member, onDone } = props;
  const { form, onSubmit, busy, problem } = useMemberForm(props);
  const roles = useRoles();
  const members = useMembers();
  const roleChoices = roles.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const supervisors = (members.data?.items ?? [])
    .filter(({ id }) => id !== member?.id)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {member ? null : (
          <Alert icon={<IconMail size={18} />} color="accent">
            {t('invited_hint')}
          </Alert>
        )}
        <TextInput
          label={words('fact', 'name')}
          withAsterisk
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <TextInput
          label={words('fact', 'email')}
          type="email"
          withAsterisk
          autoComplete="off"
          disabled={member !== null}
          {...form.getInputProps('email')}
        />
        <Select
          label={words('fact', 'role')}
          withAsterisk
          searchable
          data={
            roleChoices.length > 0 || !member
              ? roleChoices
              : [{ value: member.role.id, label: member.role.name }]
          }
          {...form.getInputProps('role_id')}
        />
        <Select
          label={words('fact', 'supervisor')}
          description={t('supervisor_hint')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': common('actions.remove') }}
          data={supervisors}
          {...form.getInputProps('supervisor_id')}
        />
        {member && member.id !== me.staff_id ? (
          <Group gap="sm">
            <PasswordReset member={member} />
            <FactorReset
              path={`/api/desk/staff/${member.id}`}
              name={member.name}
              permission="reset_staff_factors"
            />
          </Group>
        ) : null}
        {member ? null : (
          <Select
            label={words('fact', 'language')}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            allowDeselect={false}
            {...form.getInputProps('language')}
          />
        )}
        {member ? null : (
          <NewPasswordInput
            label={t('first_password')}
            description={t('first_password_hint')}
            {...form.getInputProps('password')}
          />
        )}
        {member || form.values.password ? (
          <Checkbox
            label={t('must_change_password')}
            {...form.getInputProps('must_change_password', { type: 'checkbox' })}
          />
        ) : null}
        <FormProblem problem={problem} />
        <Group justify="space-between">
          {member ? <Going member={member} onDone={onDone} /> : <span />}
          <Button type="submit" loading={busy}>
            {member ? t('save') : t('invite')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Asking = 'disable' | 'enable' | 'delete';

/** The ways out, and back in: for anybody but oneself. */
function Going({ member, onDone }: { member: Member; onDone: () => void }) {
  const { t } = useTranslation('desk-staff');
  const me = useStaff();
  const can = useCan();
  const flip = useSwitchMember();
  const [asking, setAsking] = useState<Asking | null>(null);
  if (member.id === me.staff_id) return <span />;
  const asked = (what: Asking) => ({
    member,
    opened: asking === what,
    onClose: () => setAsking(null),
    onDone,
  });
  const turn = member.active ? 'disable' : 'enable';
  return (
    <>
      <Group gap="sm">
        <Button
          variant="light"
          color={member.active ? 'red' : undefined}
          onClick={() => setAsking(turn)}
        >
          {t(turn)}
        </Button>
        {can('delete_staff') ? (
          <Button variant="subtle" color="red" onClick={() => setAsking('delete')}>
            {t('delete')}
          </Button>
        ) : null}
      </Group>
      <DisableMember {...asked('disable')} />
      <DeleteMember {...asked('delete')} />
      <ConfirmDanger
        {...asked('enable')}
        title={t('enable_title')}
        confirmLabel={t('enable')}
        onConfirm={async () => {
          await flip(member);
          toastDone(t('enabled_done'));
          onDone();
        }}
      >
        <Text size="sm">{t('enable_hint', { name: member.name })}</Text>
      </ConfirmDanger>
    </>
  );
}
