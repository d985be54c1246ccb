/** Becoming an introducing broker: the form, or how the request stands. */
import { Alert, Button, Stack } from '@mantine/core';
import { IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listAgreements, readUpgrade, type UpgradeView } from '@/api/portal';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import type { Agreement } from '../../records/Agreements';
import { UpgradeForm } from './UpgradeForm';
import { UPGRADE_KEY } from './upgrade';

export default function UpgradePage() {
  const { t } = useTranslation('portal-upgrade');
  const upgrade = useQuery({
    queryKey: UPGRADE_KEY,
    queryFn: async ({ signal }) => {
      const [offer, agreements] = await Promise.all([
        readUpgrade({ signal }),
        listAgreements({ query: { purpose: 'ib' }, signal }),
      ]);
      return { offer, agreements: agreements.items };
    },
  });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Panel>
        <Loaded query={upgrade} skeleton={<FormSkeleton fields={4} />}>
          {({ offer, agreements }) => <Upgrade offer={offer} agreements={agreements} />}
        </Loaded>
      </Panel>
    </>
  );
}

function Upgrade({ offer, agreements }: { offer: UpgradeView; agreements: Agreement[] }) {
  const { t } = useTranslation('portal-upgrade');
  const { latest } = offer;
  if (latest?.status === 'pending') {
    return (
      <EmptyState
        icon={IconHourglass}
        title={t('under_review')}
        hint={t('under_review_hint')}
        action={
          <Button component={Link} to={`/funds/requests/${latest.id}`} variant="default">
            {t('open_request')}
          </Button>
        }
      />
    );
  }
  if (latest?.status === 'approved') {
    return <EmptyState icon={IconCircleCheck} title={t('approved')} hint={t('approved_hint')} />;
  }
  if (!offer.offered) return <EmptyState title={t('not_offered')} hint={t('not_offered_hint')} />;
  return (
    <Stack gap="md">
      {latest?.status === 'rejected' ? (
        <Alert color="orange" title={t('rejected')}>
          <bdi>{latest.reason}</bdi> · <Time at={latest.submitted_at} />
          <div>{t('rejected_hint')}</div>
        </Alert>
      ) : null}
      <UpgradeForm offer={offer} agreements={agreements} />
    </Stack>
  );
}
