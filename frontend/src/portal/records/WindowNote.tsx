/** The hours in which money can be asked for, in the broker's time; loud while they are over. */
import { Alert } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WindowView } from '@/api/portal';
import { useTimeText } from '@/shared/time/zone';

export function WindowNote({ window }: { window: WindowView | null | undefined }) {
  const { t } = useTranslation('portal-records');
  const timeText = useTimeText();
  if (!window) return null;
  const { opens, closes, zone, opens_at } = window;
  return (
    <Alert
      color={opens_at ? 'yellow' : 'gray'}
      icon={<IconClock size={18} aria-hidden />}
      mb="lg"
      role="status"
    >
      {opens_at
        ? t('window.closed', { opens, closes, zone, opens_at: timeText(opens_at) })
        : t('window.open', { opens, closes, zone })}
    </Alert>
  );
}
