/** A refusal that asks for a verified identity: said in a dialog, with the way to it. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconIdBadge2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '@/shared/api/ApiError';
import type { Remedy } from '@/shared/forms/remedies';

const NEEDS_IDENTITY: readonly string[] = ['kyc_required', 'identity_check_required'];

export const kycRemedy: Remedy = (problem) =>
  NEEDS_IDENTITY.includes(problem.code) ? (
    <KycRemedy key={problem.requestId} problem={problem} />
  ) : null;

function KycRemedy({ problem }: { problem: ApiError }) {
  const { t } = useTranslation('portal-shell');
  const { t: common } = useTranslation('common');
  const [opened, setOpened] = useState(true);
  const waits = problem.facts.status === 'pending';
  const way = (
    <Button
      component={Link}
      to="/profile/verification"
      leftSection={<IconIdBadge2 size={17} aria-hidden />}
      data-autofocus
    >
      {waits ? t('kyc.look') : t('kyc.verify')}
    </Button>
  );
  return (
    <>
      <Group mt="sm">{opened ? null : way}</Group>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('kyc.title')}>
        <Stack gap="md">
          <Text size="sm">{waits ? t('kyc.waits') : t('kyc.text')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)}>
              {common('actions.close')}
            </Button>
            {way}
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
