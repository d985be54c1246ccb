/** Recalculations: ordering one, and those there were. */
import { Button } from '@mantine/core';
import { IconCalculator } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/shared/ui/PageHeader';
import { RunsList } from './RunsList';

const RecalculateDialog = lazy(() =>
  import('./RecalculateDialog').then((one) => ({ default: one.RecalculateDialog })),
);

export default function RecalculationsPage() {
  const { t } = useTranslation('desk-runs');
  const [ordering, setOrdering] = useState(false);
  return (
    <>
      <PageHeader
        title={t('titles.recalculation')}
        subtitle={t('subtitles.recalculation')}
        actions={
          <Button
            leftSection={<IconCalculator size={17} aria-hidden />}
            onClick={() => setOrdering(true)}
          >
            {t('recalculate')}
          </Button>
        }
      />
      <RunsList kind="recalculation" />
      <Suspense>
        {ordering ? <RecalculateDialog onClose={() => setOrdering(false)} /> : null}
      </Suspense>
    </>
  );
}
