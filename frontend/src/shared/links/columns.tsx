/** The columns of a link's counts, the same for a referrer and for staff. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '@/shared/table/types';
import { useCount } from './Brought';
import type { Figures } from './types';

const COUNTS = ['clicks', 'registrations', 'pending', 'approved', 'rejected'] as const;

export function useFigureColumns<T extends { figures: Figures }>(): Column<T>[] {
  const { t } = useTranslation('links');
  const said = useCount();
  return useMemo(
    () =>
      COUNTS.map((one) => ({
        id: one,
        header: t(`counts.${one}`),
        width: 120,
        align: 'end' as const,
        cell: (row: T) => said(row.figures[one]),
      })),
    [t, said],
  );
}
