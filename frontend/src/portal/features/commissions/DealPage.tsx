/** One deal: what the broker got of it, the way there through the tree, and the whole arithmetic. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type OwnShareView, readOwnCommission } from '@/api/portal';
import { Arithmetic } from '@/shared/commissions/Arithmetic';
import { DealFacts } from '@/shared/commissions/DealFacts';
import { keyOf, ticketOf } from '@/shared/commissions/keys';
import { Later } from '@/shared/commissions/Later';
import { Somebody } from '@/shared/commissions/Somebody';
import { Amount } from '@/shared/money/Amount';
import type { Fact } from '@/shared/ui/FactList';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { PageSkeleton } from '@/shared/ui/skeletons';
import classes from './commissions.module.css';
import { Paid } from './Paid';

export default function DealPage() {
  const { deal = '' } = useParams({ strict: false });
  const share = useQuery({
    queryKey: ['portal', 'commissions', deal],
    queryFn: ({ signal }) => readOwnCommission({ path: { deal_key: deal }, signal }),
  });
  return (
    <Loaded query={share} skeleton={<PageSkeleton />}>
      {(one) => <Content share={one} />}
    </Loaded>
  );
}

function Content({ share }: { share: OwnShareView }) {
  const { t } = useTranslation('commissions');
  const facts: Fact[] = [
    { label: t('columns.login'), value: <bdi>{share.login ?? t('not_shown')}</bdi> },
    {
      label: t('columns.profit'),
      value: share.profit ? <Amount value={share.profit} signed /> : t('not_shown'),
    },
  ];
  if (share.rebate) {
    facts.push({ label: t('columns.rebate'), value: t(`rebates.${share.rebate}`) });
  }
  return (
    <>
      <PageHeader
        title={t('deal_title', { deal: ticketOf(share) })}
        subtitle={t('deal_subtitle')}
      />
      <Sections>
        {share.commissions.map((one) => (
          <Paid key={keyOf(one)} commission={one} />
        ))}
        <Panel title={t('arithmetic')}>
          <Arithmetic outcome={share} tiers={share.tiers} />
        </Panel>
        <Later later={share.later} />
        <Panel title={t('path')}>
          <p className={classes.hint}>{t('path_hint')}</p>
          <Path share={share} />
        </Panel>
        <Panel title={t('deal')}>
          <DealFacts deal={share} more={facts} />
        </Panel>
      </Sections>
    </>
  );
}

function Path({ share }: { share: OwnShareView }) {
  const { t } = useTranslation('commissions');
  return (
    <ol className={classes.path}>
      <li>
        {t('trader')} <Somebody id={share.client_id} name={share.client_name} />
      </li>
      {share.between.map(({ client_id: id, level, tier }) => (
        <li key={level}>
          {t('upline_number', { number: level })} <bdi>{id ?? t('not_shown')}</bdi>{' '}
          {tier ? <bdi>{share.tiers[tier - 1]}</bdi> : null}
        </li>
      ))}
      <li>
        <strong>{t('you')}</strong>
      </li>
    </ol>
  );
}
