/** One closed deal for staff: the tree as of then, what everybody got, and by which rules. */
import { Anchor, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SettledDealView } from '@/api/desk/types.gen';
import { Arithmetic, Headline } from '@/shared/commissions/Arithmetic';
import { DealFacts } from '@/shared/commissions/DealFacts';
import { ticketOf } from '@/shared/commissions/keys';
import { Later } from '@/shared/commissions/Later';
import { Amount } from '@/shared/money/Amount';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { useRead } from '../../records/useList';
import classes from './partners.module.css';

export default function SettledDealPage() {
  const { deal = '' } = useParams({ strict: false });
  const path = `/api/desk/commissions/${encodeURIComponent(deal)}`;
  const settled = useQuery(useRead<SettledDealView>(path));
  return (
    <Loaded query={settled} skeleton={<PageSkeleton />}>
      {(one) => <Content deal={one} />}
    </Loaded>
  );
}

function ClientLink({ id, tab = '' }: { id: string; tab?: string }) {
  return (
    <Anchor component={Link} to={`/clients/${id}${tab}`} inherit>
      <bdi>{id}</bdi>
    </Anchor>
  );
}

function Content({ deal }: { deal: SettledDealView }) {
  const { t } = useTranslation('commissions');
  return (
    <>
      <PageHeader title={t('deal_title', { deal: ticketOf(deal) })} subtitle={t('deal_subtitle')} />
      <Sections>
        <Panel title={t('deal')}>
          <DealFacts
            deal={deal}
            more={[
              { label: t('trader'), value: <ClientLink id={deal.client_id} /> },
              {
                label: t('columns.login'),
                value: (
                  <Anchor component={Link} to={`/accounts/${deal.account_id}`} inherit>
                    <bdi>{deal.login}</bdi>
                  </Anchor>
                ),
              },
              { label: t('platform_group'), value: <bdi dir="ltr">{deal.platform_group}</bdi> },
              { label: t('columns.profit'), value: <Amount value={deal.profit} signed /> },
              {
                label: t('columns.platform_commission'),
                value: <Amount value={deal.platform_commission} />,
              },
              { label: t('spread'), value: deal.spread_points ?? t('unknown') },
            ]}
          />
        </Panel>
        <Panel title={t('arithmetic')}>
          <Headline settlement={deal.settlement} />
          <Arithmetic
            outcome={deal.settlement}
            tiers={deal.tiers}
            whose={(id) => <ClientLink id={id} />}
          />
        </Panel>
        <Later later={deal.later} whose={(id) => <ClientLink id={id} />} />
        <Panel title={t('path')}>
          <p className={classes.soft}>{t('path_hint')}</p>
          <Path deal={deal} />
        </Panel>
      </Sections>
    </>
  );
}

function Path({ deal }: { deal: SettledDealView }) {
  const { t } = useTranslation('commissions');
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('columns.level')}</Table.Th>
          <Table.Th>{t('columns.client')}</Table.Th>
          <Table.Th>{t('tier')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {deal.path.map(({ client_id: id, level, tier, barred, is_rebate_customer: isCustomer }) => (
          <Table.Tr key={level}>
            <Table.Td>{level}</Table.Td>
            <Table.Td>
              {id ? <ClientLink id={id} /> : null}{' '}
              {isCustomer ? <Chip tone="info">{t('rebate_customer')}</Chip> : null}
            </Table.Td>
            <Table.Td>
              {tier ? <bdi>{deal.tiers[tier - 1]}</bdi> : null}{' '}
              {barred ? <span className={classes.soft}>{t(`reasons.${barred}`)}</span> : null}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
