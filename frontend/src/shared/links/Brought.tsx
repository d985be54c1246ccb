/** What a link has brought: in all, and day by day. */
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDay } from '@/shared/time/format';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import classes from './links.module.css';
import type { DayFigures, Figures } from './types';

const COUNTS = ['clicks', 'registrations', 'pending', 'approved', 'rejected'] as const;

export function useCount(): (count: number) => string {
  const { tag } = useLanguage();
  const format = new Intl.NumberFormat(tag);
  return (count) => format.format(count);
}

export function FigureCards({ figures }: { figures: Figures }) {
  const { t } = useTranslation('links');
  const said = useCount();
  return (
    <FigureRow>
      {COUNTS.map((one) => (
        <FigureCard key={one} label={t(`counts.${one}`)} value={said(figures[one])} />
      ))}
    </FigureRow>
  );
}

export function Days({ days }: { days: readonly DayFigures[] }) {
  const { t } = useTranslation('links');
  const { tag } = useLanguage();
  const said = useCount();
  if (days.length === 0) return <EmptyState title={t('no_days')} hint={t('no_days_hint')} />;
  return (
    <section className={classes.days} aria-label={t('days')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('day')}</Table.Th>
            {COUNTS.map((one) => (
              <Table.Th key={one} className={classes.number}>
                {t(`counts.${one}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.map(({ day, figures }) => (
            <Table.Tr key={day}>
              <Table.Td>{formatDay(day, tag)}</Table.Td>
              {COUNTS.map((one) => (
                <Table.Td key={one} className={classes.number}>
                  {said(figures[one])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <span className={classes.soft}>{t('days_hint')}</span>
    </section>
  );
}
