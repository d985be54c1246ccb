/** One downline with all particulars that the broker lets uplines see, and the way to more. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DownlineView } from '@/api/portal';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { StatusChip } from '@/shared/ui/StatusChip';
import { Named } from './ReportTable';
import { about } from './where';

interface DownlineDialogProps {
  downline: DownlineView | null;
  onClose: () => void;
}

export function DownlineDialog({ downline, onClose }: DownlineDialogProps) {
  return (
    <Modal
      opened={downline !== null}
      onClose={onClose}
      title={downline ? <bdi>{downline.name}</bdi> : null}
      size="lg"
    >
      {downline ? <Content downline={downline} /> : null}
    </Modal>
  );
}

function useFacts(one: DownlineView): Fact[] {
  const { t } = useTranslation('portal-downlines');
  const { tag } = useLanguage();
  const country = useCountryName();
  const text = (value: string) => (value ? <bdi>{value}</bdi> : '—');
  return [
    { label: t('columns.id'), value: <bdi>{one.id}</bdi> },
    { label: t('columns.email'), value: text(one.email) },
    { label: t('columns.phone'), value: <bdi dir="ltr">{one.phone}</bdi> },
    { label: t('columns.country'), value: text(country(one.nationality)) },
    { label: t('columns.kind'), value: <StatusChip status={one.kind} /> },
    { label: t('columns.tier'), value: text(one.tier) },
    { label: t('columns.level'), value: one.level },
    {
      label: t('columns.referrer'),
      value: one.referrer_id ? <Named id={one.referrer_id} name={one.referrer_name} /> : '—',
    },
    {
      label: t('columns.identity'),
      value: one.identity === 'none' ? t('no_identity') : <StatusChip status={one.identity} />,
    },
    { label: t('columns.status'), value: <StatusChip status={one.status} /> },
    { label: t('columns.joined'), value: <Time at={one.registered_at} /> },
    { label: t('columns.direct'), value: formatCount(one.direct_downlines, tag) },
    {
      label: t('columns.below'),
      value: one.below === null ? '—' : formatCount(one.below, tag),
    },
  ];
}

function Content({ downline }: { downline: DownlineView }) {
  const { t } = useTranslation('portal-downlines');
  return (
    <Stack gap="md">
      <FactList facts={useFacts(downline)} />
      <Group gap="sm">
        {downline.has_reports ? (
          <Button component={Link} to={`/clients/reports?${about(downline.id)}`}>
            {t('to_reports')}
          </Button>
        ) : null}
        {downline.direct_downlines > 0 ? (
          <Button component={Link} to={`/clients/tree?of=${downline.id}`} variant="default">
            {t('to_tree')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}
