/** How an introducing broker earns, and what they have earned, deal by deal. */
import { Button, Stack } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listOwnCommissionMonths,
  listOwnCommissions,
  type OwnTermsView,
  readOwnCommissionTerms,
} from '@/api/portal';
import { pollEvery } from '@/shared/api/queryClient';
import { MonthCards } from '@/shared/commissions/MonthCards';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import classes from './commissions.module.css';
import { EarningsTable } from './EarningsTable';
import { TierProgress } from './TierProgress';

const StatementDialog = lazy(() =>
  import('./StatementDialog').then((one) => ({ default: one.StatementDialog })),
);

const POLL_MS = 20_000;

const Onward = lazy(() => import('./Onward').then((one) => ({ default: one.Onward })));

export default function CommissionsPage() {
  const { t } = useTranslation('portal-commissions');
  const terms = useQuery({
    queryKey: ['portal', 'commission-terms'],
    queryFn: ({ signal }) => readOwnCommissionTerms({ signal }),
  });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={<StatementButton />} />
      <Loaded query={terms}>{(one) => <Terms terms={one} />}</Loaded>
    </>
  );
}

function StatementButton() {
  const { t } = useTranslation('commissions');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileText size={16} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t('statement.button')}
      </Button>
      {isOpen ? (
        <Suspense>
          <StatementDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Earned() {
  const months = useQuery({
    queryKey: ['portal', 'commission-months'],
    queryFn: ({ signal }) => listOwnCommissionMonths({ signal }),
    // As the list below: both tell of the same deals.
    refetchInterval: pollEvery(POLL_MS),
  });
  return (
    <>
      <MonthCards months={months.data?.items ?? []} />
      <EarningsTable />
      <Suspense>
        <Onward />
      </Suspense>
    </>
  );
}

/** Of a trader whose accounts, or others', name them as the rebate customer. */
function Rebates() {
  const { t } = useTranslation('portal-commissions');
  const earned = useQuery({
    queryKey: ['portal', 'commissions', 'any'],
    queryFn: ({ signal }) => listOwnCommissions({ query: { limit: 1 }, signal }),
  });
  return (
    <Loaded query={earned}>
      {({ items }) =>
        items.length ? (
          <Stack gap="md">
            <p className={classes.hint}>{t('rebates_hint')}</p>
            <Earned />
          </Stack>
        ) : (
          <Panel>
            <EmptyState title={t('not_an_ib')} hint={t('not_an_ib_hint')} />
          </Panel>
        )
      }
    </Loaded>
  );
}

function Terms({ terms }: { terms: OwnTermsView }) {
  const { t } = useTranslation('portal-commissions');
  if (!terms.is_ib) return <Rebates />;
  return (
    <Stack gap="md">
      <Panel title={t('your_terms')}>
        <FactList
          facts={[
            {
              label: t('tier'),
              value: terms.tier ? <bdi>{terms.tiers[terms.tier - 1]}</bdi> : t('no_tier'),
            },
            {
              label: t('scheme'),
              value: terms.fixed_scheme ? <bdi>{terms.fixed_scheme}</bdi> : t('no_scheme'),
            },
            {
              label: t('own_scheme'),
              value: terms.flexible_scheme ? <bdi>{terms.flexible_scheme}</bdi> : '—',
            },
            { label: t('since'), value: terms.since ? <Time at={terms.since} /> : '—' },
            { label: t('tiers'), value: terms.tiers.length ? <Tiers terms={terms} /> : '—' },
          ]}
        />
      </Panel>
      <TierProgress />
      <Earned />
    </Stack>
  );
}

function Tiers({ terms }: { terms: OwnTermsView }) {
  const { t } = useTranslation('portal-commissions');
  return (
    <ol className={classes.tiers}>
      {terms.tiers.map((name, place) => (
        <li key={name}>
          <bdi>{name}</bdi>{' '}
          {place + 1 === terms.tier ? <Chip tone="good">{t('yours')}</Chip> : null}
        </li>
      ))}
    </ol>
  );
}
