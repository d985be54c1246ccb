/** Before a process changes: what changes, why, and that a second person has to agree. */
import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { FormProblem } from '@/shared/forms/FormProblem';
import { toastDone } from '@/shared/ui/toast';
import type { Setting } from '../../../records/types';
import { SettingChanges } from '../SettingChanges';
import type { Json } from '../schema';
import { useChangeSetting } from '../settings';

interface PublishDialogProps {
  opened: boolean;
  setting: Setting;
  value: Json;
  title: string;
  onClose: () => void;
  /** What it means for what is under way. */
  children: ReactNode;
}

export function PublishDialog(props: PublishDialogProps) {
  const { opened, onClose, title } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      {opened ? <Question {...props} /> : null}
    </Modal>
  );
}

function Question({ setting, value, onClose, children }: PublishDialogProps) {
  const { t } = useTranslation('desk-settings');
  const change = useChangeSetting(setting.key);
  const { key, renew } = useIdempotencyKey();
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const saved = await change({ value, comment: comment.trim(), effective_at: null }, key);
      toastDone(saved.pending ? t('proposed') : t('saved'));
      onClose();
    } catch (thrown) {
      setProblem(asApiError(thrown));
      renew();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        <SettingChanges before={setting.value} after={value} />
        <div>{children}</div>
        {setting.four_eyes ? (
          <Alert color="accent" icon={<IconUsers size={18} />}>
            {t('four_eyes_hint')}
          </Alert>
        ) : null}
        <TextInput
          label={t('comment')}
          description={t('comment_hint')}
          maxLength={1000}
          data-autofocus
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {setting.four_eyes ? t('propose') : t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
