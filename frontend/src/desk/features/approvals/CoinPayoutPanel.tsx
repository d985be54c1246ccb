/** The payout of an approved withdrawal that a provider pays, on the review screen. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import type { ReviewedRequest } from '../../records/types';
import { useCan } from '../../session';
import { CoinPayout } from './CoinPayout';
import { TONES } from './payouts';
import { useWithdrawal } from './requests';

export function CoinPayoutPanel({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const can = useCan();
  const { data } = useWithdrawal(request);
  const progress = data?.progress;
  if (!progress) return null;
  return (
    <Panel
      title={t('coins.panel')}
      aside={<Chip tone={TONES[progress.stage]}>{t(`coins.stages.${progress.stage}`)}</Chip>}
    >
      {can('confirm_payouts') ? (
        <CoinPayout id={request.id} />
      ) : (
        <Text size="sm" c="dimmed">
          {t(`coins.now.${progress.stage}`)}
        </Text>
      )}
    </Panel>
  );
}
