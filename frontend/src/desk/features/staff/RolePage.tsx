/** One role: its name, the matrix of permissions, and whose clients its holders see. */
import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import type { Role } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { PermissionMatrix } from './PermissionMatrix';
import classes from './RolePage.module.css';
import { ScopePicker } from './ScopePicker';
import { SensitivePicker } from './SensitivePicker';
import { NO_SCOPE, NOTIFICATION_SCOPES, OWN_MESSAGES, SCOPES } from './scope';
import { ALL_SHOWN } from './sensitive';
import { useRemoveRole, useRole, useSaveRole } from './staff';

export default function RolePage() {
  const { roleId = 'new' } = useParams({ strict: false }) as { roleId?: string };
  const isNew = roleId === 'new';
  const role = useRole(roleId, !isNew);
  if (isNew) return <RoleEditor existing={null} />;
  return (
    <Loaded query={role} skeleton={<FormSkeleton fields={5} />}>
      {(one) => <RoleEditor key={one.id} existing={one} />}
    </Loaded>
  );
}

function useRoleForm(role: Role | null) {
  const { t } = useTranslation('desk-staff');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const save = useSaveRole(role?.id ?? null);
  const schema = useMemo(() => z.object({ name: required(common) }), [common]);
  return useRequestForm({
    schema,
    initialValues: {
      name: role?.name ?? '',
      description: role?.description ?? '',
      permissions: (role?.permissions ?? []) as string[],
      scope: role?.scope ?? NO_SCOPE,
      sensitive_fields: role?.sensitive_fields ?? ALL_SHOWN,
      notification_scope: role?.notification_scope ?? OWN_MESSAGES,
    },
    send: save,
    onSent: (saved) => {
      toastDone(t('role_saved'));
      if (!role) void navigate({ to: `/roles/${saved.id}`, replace: true });
    },
  });
}

function RoleEditor({ existing: role }: { existing: Role | null }) {
  const { t } = useTranslation('desk-staff');
  const words = useWords();
  const can = useCan();
  const { form, onSubmit, busy, problem, unsent } = useRoleForm(role);
  const locked = role?.system === true || !can('update_roles');
  return (
    <form onSubmit={onSubmit} noValidate>
      <PageHeader
        title={role?.name ?? t('add_role')}
        subtitle={role ? t('held_by', { count: role.members }) : t('roles_subtitle')}
        actions={
          locked ? null : (
            <>
              {role ? <Remove existing={role} /> : null}
              <Button type="submit" loading={busy} disabled={role !== null && !unsent}>
                {t('save')}
              </Button>
            </>
          )
        }
      />
      <Stack gap="md">
        {role?.system ? (
          <Alert icon={<IconLock size={18} />} color="accent">
            {t('system_hint')}
          </Alert>
        ) : null}
        <FormProblem problem={problem} />
        <div className={classes.grid}>
          <Panel title={t('about')}>
            <Stack gap="md">
              <TextInput
                label={words('fact', 'name')}
                withAsterisk
                disabled={locked}
                maxLength={80}
                {...form.getInputProps('name')}
              />
              <Textarea
                label={t('description')}
                autosize
                minRows={2}
                maxLength={500}
                disabled={locked}
                {...form.getInputProps('description')}
              />
            </Stack>
          </Panel>
          <Stack gap="md">
            <Panel title={t('scope')}>
              <ScopePicker
                parts={SCOPES}
                hint={t('scope_hint')}
                label={(part) => words('scope', part)}
                value={form.values.scope}
                disabled={locked}
                onChange={(scope) => form.setFieldValue('scope', scope)}
              />
            </Panel>
            <Panel title={t('notification_scope')}>
              <ScopePicker
                parts={NOTIFICATION_SCOPES}
                hint={t('notification_scope_hint')}
                label={(part) => words('notification_scope', part)}
                value={form.values.notification_scope}
                disabled={locked}
                onChange={(scope) => form.setFieldValue('notification_scope', scope)}
              />
            </Panel>
          </Stack>
          <Panel title={t('sensitive')}>
            <SensitivePicker
              value={form.values.sensitive_fields}
              disabled={locked}
              onChange={(fields) => form.setFieldValue('sensitive_fields', fields)}
            />
          </Panel>
        </div>
        <Panel title={t('permissions')}>
          <PermissionMatrix
            value={form.values.permissions}
            disabled={locked}
            onChange={(permissions) => form.setFieldValue('permissions', permissions)}
          />
        </Panel>
      </Stack>
      <LeaveGuard when={unsent && !busy} />
    </form>
  );
}

function Remove({ existing: role }: { existing: Role }) {
  const { t } = useTranslation('desk-staff');
  const navigate = useNavigate();
  const remove = useRemoveRole();
  const [asking, setAsking] = useState(false);
  const inUse = role.members > 0;
  return (
    <Group gap="xs">
      {inUse ? <span className={classes.soft}>{t('in_use')}</span> : null}
      <Button variant="light" color="red" disabled={inUse} onClick={() => setAsking(true)}>
        {t('remove_role')}
      </Button>
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('remove_role')}
        confirmLabel={t('remove_role')}
        onConfirm={async () => {
          await remove(role.id);
          toastDone(t('role_removed'));
          await navigate({ to: '/roles' });
        }}
      >
        <Text size="sm">{t('remove_hint', { name: role.name })}</Text>
      </ConfirmDanger>
    </Group>
  );
}
