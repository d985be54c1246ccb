/** What every pair costs clients now, each rate with its explanation, and the sources behind. */
import { Button, Group, SegmentedControl, Select } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RateRowView } from '@/api/desk/types.gen';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Sideways } from '@/shared/ui/Sideways';
import { useGroupChoices } from '../../records/choices';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import classes from './money.module.css';
import { RateRow } from './RateRow';
import { RateSources } from './RateSources';

const DIRECTIONS = ['deposit', 'withdrawal', 'transfer'] as const;

export default function RatesPage() {
  const { t } = useTranslation('desk-money');
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('rates.title')}
        subtitle={t('rates.subtitle')}
        actions={
          <Group gap="xs">
            <SettingLink of="funds.rate_rules" label={t('rates.rules')} />
            <SettingLink of="funds.rate_sources" label={t('rates.own_sources')} />
            <SettingLink of="funds.deposit_methods" label={t('rates.deposit_methods')} />
            <SettingLink of="funds.withdrawal_methods" label={t('rates.withdrawal_methods')} />
          </Group>
        }
      />
      <Board />
      <RateSources />
    </div>
  );
}

/** The settings' page keeps the versions, and lets a second person agree to a change. */
function SettingLink({ of, label }: { of: string; label: string }) {
  return (
    <Button
      component={Link}
      to={`/settings/${of}`}
      variant="default"
      leftSection={<IconAdjustments size={16} aria-hidden />}
    >
      {label}
    </Button>
  );
}

function Board() {
  const { t } = useTranslation('desk-money');
  const groups = useGroupChoices();
  const [{ direction = 'deposit', group = '' }, change] = useSearchTexts();
  const query = new URLSearchParams({ direction, group });
  const rates = useQuery(useRead<Items<RateRowView>>(`/api/desk/rates?${query}`));
  return (
    <Panel title={t('rates.board')}>
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t('rates.direction')}
          data={DIRECTIONS.map((value) => ({ value, label: t(`rates.directions.${value}`) }))}
          value={direction}
          onChange={(next) => change({ direction: next })}
        />
        <Select
          aria-label={t('rates.group')}
          placeholder={t('rates.any_group')}
          data={groups}
          value={group || null}
          clearable
          onChange={(next) => change({ group: next ?? undefined })}
        />
      </div>
      <p className={classes.soft}>{t('rates.board_hint')}</p>
      <Loaded query={rates}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rates.empty')} hint={t('rates.empty_hint')} />
          ) : (
            <RatesTable items={items} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function RatesTable({ items }: { items: RateRowView[] }) {
  const { t } = useTranslation('desk-money');
  return (
    <Sideways label={t('rates.board')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('rates.pair')}</th>
            <th scope="col" className={classes.end}>
              {t('rates.rate')}
            </th>
            <th scope="col">{t('rates.source')}</th>
            <th scope="col">{t('rates.age')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <RateRow key={`${row.base}/${row.quote}`} row={row} />
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
