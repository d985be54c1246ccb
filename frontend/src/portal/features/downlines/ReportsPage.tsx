/** What downlines trade and how their money moves, with sums over whoever is meant. */
import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import classes from './downlines.module.css';
import { Limits } from './Overview';
import { Amounts } from './PaidIn';
import { SumsState } from './SumsState';
import { OrdersTable, PositionsTable } from './tables/HoldingsTables';
import { CapitalTable, TradesTable } from './tables/TradesTable';
import { TransactionsTable } from './tables/TransactionsTable';
import { lotsText, useSums } from './useSums';
import { useTab } from './useTab';
import { days, where } from './where';

const TABS = {
  trades: TradesTable,
  positions: PositionsTable,
  orders: OrdersTable,
  capital: CapitalTable,
  transactions: TransactionsTable,
} as const;
const NAMES = ['trades', 'positions', 'orders', 'capital', 'transactions'] as const;

export default function ReportsPage() {
  const { t } = useTranslation('portal-downlines');
  const [tab, open] = useTab(NAMES);
  const Table = TABS[tab];
  return (
    <>
      <PageHeader title={t('reports_title')} subtitle={t('reports_subtitle')} />
      <Limits />
      <Totals />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List className={classes.tabs}>
          {NAMES.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`reports.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Table />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Sums over those whom the filters name; asked for, since they take a while for many. */
function Totals() {
  const { t } = useTranslation('portal-downlines');
  const [search] = useSearchTexts();
  const [asked, ask] = useState(false);
  const sums = useSums({ ...where(search), ...days(search) }, asked);
  if (!asked) {
    return (
      <Button variant="default" className={classes.ask} onClick={() => ask(true)}>
        {t('sums.ask')}
      </Button>
    );
  }
  const { trades = 0, lots = 0n, amounts } = sums.data ?? {};
  const named = ['profit', 'swap', 'deal_commission', 'deposit', 'withdrawal'] as const;
  return (
    <Panel title={t('sums.title')}>
      <SumsState sums={sums}>
        <FigureRow>
          <FigureCard
            label={t('sums.volume')}
            value={<bdi>{lotsText(lots)}</bdi>}
            note={t('sums.deals', { count: trades })}
          />
          {named.map((kind) => (
            <FigureCard
              key={kind}
              label={t(`sums.${kind}`)}
              value={<Amounts of={amounts?.get(kind) ?? []} />}
            />
          ))}
        </FigureRow>
      </SumsState>
    </Panel>
  );
}
