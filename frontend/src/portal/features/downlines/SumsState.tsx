/** Sums that are being added up: how far they are, or why there are none. */
import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { ErrorState } from '@/shared/ui/ErrorState';
import classes from './downlines.module.css';
import type { useSums } from './useSums';

interface SumsStateProps {
  sums: ReturnType<typeof useSums>;
  children: ReactNode;
}

export function SumsState({ sums, children }: SumsStateProps) {
  const { t } = useTranslation('portal-downlines');
  const { tag } = useLanguage();
  const shown = (count: number) => formatCount(count, tag);
  if (sums.isError) return <ErrorState error={sums.error} onRetry={() => void sums.refetch()} />;
  if (!sums.data) {
    return (
      <p className={classes.progress} role="status">
        <Loader size="xs" /> {t('sums.progress', { count: sums.soFar, shown: shown(sums.soFar) })}
      </p>
    );
  }
  const { people, veiled } = sums.data;
  return (
    <>
      {children}
      <p className={classes.progress} role="status">
        {t('sums.people', { count: people, shown: shown(people) })}
        {veiled > 0 ? ` ${t('sums.veiled', { count: veiled, shown: shown(veiled) })}` : null}
      </p>
    </>
  );
}
