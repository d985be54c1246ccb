/** The client's referral code, and who may changes it. */
import { Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Panel } from '@/shared/ui/Panel';
import type { Client } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';

const RecodeDialog = lazy(() =>
  import('./RecodeDialog').then((one) => ({ default: one.RecodeDialog })),
);

export function ReferralCodePanel({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const can = useCan();
  const [changing, setChanging] = useState(false);
  const { code } = client.referral;
  const isHere = client.status !== 'deleted' && client.status !== 'rejected';
  return (
    <Panel
      title={words('fact', 'referral_code')}
      aside={
        isHere && can('update_clients') ? (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPencil size={15} aria-hidden />}
            onClick={() => setChanging(true)}
          >
            {t('recode.change')}
          </Button>
        ) : null
      }
    >
      {code ? (
        <Group gap="xs">
          <bdi>{code}</bdi>
          <CopyButton value={code} label={t('copy_code')} />
        </Group>
      ) : (
        <Text size="sm">—</Text>
      )}
      <Suspense>
        {changing ? <RecodeDialog client={client} onClose={() => setChanging(false)} /> : null}
      </Suspense>
    </Panel>
  );
}
