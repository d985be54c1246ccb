/** Opening the portal as the client sees it, in a tab of its own. */
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortalVisitView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import type { Client } from '../../records/types';
import { pathOf } from './client';

interface VisitDialogProps {
  client: Client;
  onClose: () => void;
}

export function VisitDialog({ client, onClose }: VisitDialogProps) {
  const { t } = useTranslation('desk-clients');
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [blocked, setBlocked] = useState<string | null>(null);
  const open = async () => {
    setBusy(true);
    setProblem(null);
    // Opened by the click itself, or the browser takes it for a pop-up.
    const tab = window.open('', '_blank');
    try {
      const { url } = await api.post<PortalVisitView>(`${pathOf(client.id)}/portal-visits`);
      if (tab) {
        tab.opener = null;
        tab.location.assign(url);
        onClose();
      } else setBlocked(url);
    } catch (thrown) {
      tab?.close();
      setProblem(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('bulk.action.visit')}>
      <Stack gap="md">
        <Text size="sm">{t('visit_hint', { name: client.name })}</Text>
        <FormProblem problem={problem} />
        {blocked ? (
          <Anchor href={blocked} target="_blank" rel="noreferrer">
            {t('visit_link')}
          </Anchor>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('bulk.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void open()}>
            {t('visit_open')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
