/** Whether a link leads somewhere. */
import { useTranslation } from 'react-i18next';
import { Chip } from '@/shared/ui/StatusChip';

export function LinkState({ link }: { link: { active: boolean; deleted_at: string | null } }) {
  const { t } = useTranslation('desk-links');
  if (link.deleted_at) return <Chip>{t('deleted')}</Chip>;
  return link.active ? <Chip tone="good">{t('on')}</Chip> : <Chip tone="warn">{t('off')}</Chip>;
}
