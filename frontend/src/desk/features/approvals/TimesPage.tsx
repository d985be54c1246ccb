/** How long decisions took: half of them, nine of ten and 99 of 100 were not longer than this. */
import { SegmentedControl, Table } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimesView } from '@/api/desk';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Sideways } from '@/shared/ui/Sideways';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { useWords } from '../../records/words';
import classes from './ReviewHeader.module.css';
import { useTimes } from './requests';
import { durationParts, periodOf } from './times';

const PERIODS = ['7', '30', '90'] as const;

export default function TimesPage() {
  const { t } = useTranslation('desk-approvals');
  const [days, setDays] = useState<string>('30');
  const [today] = useState(() => new Date());
  const times = useTimes(periodOf(Number(days), today));
  return (
    <>
      <PageHeader
        title={t('times.title')}
        subtitle={
          <>
            <Link to="/approvals" className={classes.back}>
              {t('back')}
            </Link>{' '}
            {t('times.subtitle')}
          </>
        }
        actions={
          <SegmentedControl
            aria-label={t('times.period')}
            value={days}
            onChange={setDays}
            data={PERIODS.map((value) => ({
              value,
              label: t('times.days', { count: Number(value) }),
            }))}
          />
        }
      />
      <Panel flush>
        <Loaded query={times} skeleton={<LinesSkeleton count={6} />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={IconClock} title={t('times.none')} />
            ) : (
              <TimesTable items={items} />
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

function TimesTable({ items }: { items: TimesView[] }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const { tag } = useLanguage();
  const took = useDuration();
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Sideways label={t('times.title')}>
      <Table miw={640} verticalSpacing="sm" horizontalSpacing="md" className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('fact', 'type')}</Table.Th>
            <Table.Th ta="end">{t('times.decided')}</Table.Th>
            <Table.Th ta="end">{t('times.p', { percent: 50 })}</Table.Th>
            <Table.Th ta="end">{t('times.p', { percent: 90 })}</Table.Th>
            <Table.Th ta="end">{t('times.p', { percent: 99 })}</Table.Th>
            <Table.Th ta="end">{t('times.in_time')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.type}>
              <Table.Td>{words('request', one.type)}</Table.Td>
              <Table.Td ta="end">
                {formatCount(one.decided, tag)}
                {one.capped ? '+' : ''}
              </Table.Td>
              <Table.Td ta="end">{took(one.p50)}</Table.Td>
              <Table.Td ta="end">{took(one.p90)}</Table.Td>
              <Table.Td ta="end">{took(one.p99)}</Table.Td>
              <Table.Td ta="end">{share.format((one.decided - one.late) / one.decided)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Sideways>
  );
}

/** Seconds in the two largest units that say something. */
function useDuration(): (seconds: number) => string {
  const { tag } = useLanguage();
  return (seconds) =>
    durationParts(seconds)
      .map(({ value, unit }) =>
        new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
      )
      .join(' ');
}
