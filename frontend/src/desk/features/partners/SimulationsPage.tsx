/** Simulations of plans that wait for a second person; they are begun at the plan itself. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useCan } from '../../session';
import { RunsList } from './RunsList';

export default function SimulationsPage() {
  const { t } = useTranslation('desk-runs');
  const can = useCan();
  return (
    <>
      <PageHeader
        title={t('titles.simulation')}
        subtitle={t('subtitles.simulation')}
        actions={
          can('read_commission_plans') ? (
            <Button component={Link} to="/commission-plans" variant="default">
              {t('to_plans')}
            </Button>
          ) : null
        }
      />
      <RunsList kind="simulation" />
    </>
  );
}
