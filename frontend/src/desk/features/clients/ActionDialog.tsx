/** Changing one client: the fields of the order, sent at once. */
import { Button, Group, Modal, Stack, TagsInput, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { toastDone } from '@/shared/ui/toast';
import type { Client } from '../../records/types';
import { BulkDialog } from './BulkDialog';
import { type BulkValues, NOTHING } from './bulk';
import type { ClientAction } from './ClientActions';
import { useClientChange } from './client';
import { OrderFields } from './OrderFields';
import { VisitDialog } from './VisitDialog';

interface ActionDialogProps {
  client: Client;
  action: ClientAction;
  onClose: () => void;
}

export function ActionDialog(props: ActionDialogProps) {
  const { action, client, onClose } = props;
  const { t } = useTranslation('desk-clients');
  const change = useClientChange(client.id);
  const navigate = useNavigate();
  if (action === 'delete') {
    return (
      <ConfirmDanger
        opened
        onClose={onClose}
        title={t('bulk.action.delete')}
        confirmLabel={t('bulk.action.delete')}
        word={client.id}
        onConfirm={async () => {
          await change.remove();
          toastDone(t('deleted_done'));
          await navigate({ to: '/clients' });
        }}
      >
        <Text size="sm">{t('bulk.delete_hint')}</Text>
      </ConfirmDanger>
    );
  }
  if (action === 'password') {
    return (
      <ConfirmDanger
        opened
        onClose={onClose}
        title={t('bulk.action.password')}
        confirmLabel={t('bulk.action.password')}
        onConfirm={async () => {
          await change.resetPassword();
          toastDone(t('password_done'));
        }}
      >
        <Text size="sm">{t('password_hint', { name: client.name })}</Text>
      </ConfirmDanger>
    );
  }
  if (action === 'message') {
    const target = { client_ids: [client.id] };
    return (
      <BulkDialog action="message" target={target} onClose={onClose} onStarted={() => undefined} />
    );
  }
  if (action === 'visit') return <VisitDialog client={client} onClose={onClose} />;
  return <Change {...props} />;
}

const startOf = (client: Client, action: ClientAction): BulkValues => ({
  ...NOTHING,
  one:
    { owner: client.owner?.id, group: client.group.id, kind: client.kind }[action as 'owner'] ?? '',
  many: action === 'tags' ? client.tags : client.participants.map(({ id }) => id),
});

function Change({ client, action, onClose }: ActionDialogProps) {
  const { t } = useTranslation('desk-clients');
  const change = useClientChange(client.id);
  const [values, setValues] = useState(() => startOf(client, action));
  const [own, setOwn] = useState(client.private_tags);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await change.send(action, values, own);
      toastDone(t('changed_done'));
      onClose();
    } catch (error) {
      setProblem(asApiError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t(`bulk.action.${action}`)}>
      <Stack gap="md">
        <FormProblem problem={problem} />
        <OrderFields
          many={false}
          action={action as 'owner'}
          values={values}
          onChange={(part) => setValues({ ...values, ...part })}
        />
        {action === 'tags' ? (
          <TagsInput
            label={t('private_tags')}
            description={t('private_tags_hint')}
            maxTags={30}
            value={own}
            onChange={setOwn}
          />
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('bulk.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void send()}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
