/** Changes an account on its server: only what differs is sent. */
import { Button, Group, Modal, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PlatformBody, PlatformView } from '@/api/desk/types.gen';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useWords } from '../../records/words';
import { useEditPlatform } from './account';

interface PlatformDialogProps {
  accountId: string;
  platform: PlatformView;
  onClose: () => void;
}

export function PlatformDialog(props: PlatformDialogProps) {
  const { t } = useTranslation('desk-accounts');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('platform.edit_title')}>
      <PlatformForm {...props} />
    </Modal>
  );
}

const TEXTS = ['name', 'email', 'group', 'comment'] as const;
const RIGHTS = ['may_sign_in', 'may_trade', 'gets_reports'] as const;

type Values = Record<(typeof TEXTS)[number] | 'leverage', string> &
  Record<(typeof RIGHTS)[number], boolean>;

const valuesOf = (platform: PlatformView): Values => ({
  name: platform.name,
  email: platform.email,
  group: platform.group,
  comment: platform.comment,
  leverage: String(platform.leverage),
  may_sign_in: platform.may_sign_in,
  may_trade: platform.may_trade,
  gets_reports: platform.gets_reports,
});

/** What of the form is not as the server had it. */
function changesOf(platform: PlatformView, values: Values): PlatformBody {
  const before = valuesOf(platform);
  const changed = [...TEXTS, ...RIGHTS].filter((name) => values[name] !== before[name]);
  const body = Object.fromEntries(changed.map((name) => [name, values[name]]));
  return values.leverage === before.leverage
    ? body
    : { ...body, leverage: Number(values.leverage) };
}

function PlatformForm({ accountId, platform, onClose }: PlatformDialogProps) {
  const { t } = useTranslation('desk-accounts');
  const { t: common } = useTranslation('common');
  const words = useWords();
  const edit = useEditPlatform(accountId);
  const schema = useMemo(
    () => z.object({ name: required(common), group: required(common) }),
    [common],
  );
  const initialValues = useMemo(() => valuesOf(platform), [platform]);
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<Values, void>({
    schema,
    initialValues,
    send: (values) => edit(changesOf(platform, values)),
    onSent: () => {
      toastDone(t('platform.done'));
      onClose();
    },
  });
  const groups = platform.groups.map(({ name }) => name);
  const home = platform.groups.find(({ name }) => name === form.values.group);
  const leverages = new Set([...(home?.leverages ?? []), platform.leverage]);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('platform.edit_hint')}
        </Text>
        <TextInput label={words('fact', 'name')} maxLength={127} {...form.getInputProps('name')} />
        <TextInput
          label={words('fact', 'email')}
          maxLength={254}
          {...form.getInputProps('email')}
        />
        <Group grow align="start">
          <Select
            label={words('fact', 'group')}
            data={groups.includes(platform.group) ? groups : [platform.group, ...groups]}
            searchable
            allowDeselect={false}
            {...form.getInputProps('group')}
          />
          <Select
            label={words('fact', 'leverage')}
            data={[...leverages]
              .sort((one, other) => one - other)
              .map((one) => ({ value: String(one), label: `\u20661:${one}\u2069` }))}
            allowDeselect={false}
            {...form.getInputProps('leverage')}
          />
        </Group>
        {RIGHTS.map((right) => (
          <Switch
            key={right}
            label={t(`platform.${right}`)}
            {...form.getInputProps(right, { type: 'checkbox' })}
          />
        ))}
        <TextInput
          label={words('fact', 'comment')}
          description={t('platform.comment_hint')}
          maxLength={32}
          {...form.getInputProps('comment')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!unsent}>
            {t('platform.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
