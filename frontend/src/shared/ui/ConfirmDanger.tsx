/** A costly or irreversible action: says what will happen and asks for the word before it does. */
import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';

export interface ConfirmDangerProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in full. */
  children: ReactNode;
  /** The button, named by its deed: "Suspend client". */
  confirmLabel: string;
  /** To be typed before the button works, e.g. a client id. Without it one click confirms. */
  word?: string;
  /** The deed. The dialog stays open with the error when it rejects. */
  onConfirm: () => Promise<unknown>;
}

export function ConfirmDanger(props: ConfirmDangerProps) {
  const { opened, onClose, title } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      {opened ? <Question {...props} /> : null}
    </Modal>
  );
}

function Question({ onClose, children, confirmLabel, word, onConfirm }: ConfirmDangerProps) {
  const { t } = useTranslation('common');
  const { ofError } = useErrorWords();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const ready = !word || typed.trim() === word;

  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    // A dialog opened from within a form is its child for React: the form must not be sent too.
    event.stopPropagation();
    if (!ready || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(asApiError(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={confirm}>
      <Stack gap="md">
        <div>{children}</div>
        {word ? (
          <TextInput
            label={t('confirm.type_word', { word })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        ) : null}
        {problem ? (
          <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
            {ofError(problem)}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" color="red" disabled={!ready} loading={busy}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
