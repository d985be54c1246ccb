/** What a broker can pass on of their own rate, and to whom below they pass how much of it. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type PassingView, readOwnPassing } from '@/api/portal';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { SubBrokers } from './SubBrokers';

export default function PassingPage() {
  const { t } = useTranslation('portal-passing');
  const passing = useQuery({
    queryKey: ['portal', 'passing'],
    queryFn: ({ signal }) => readOwnPassing({ signal }),
  });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Loaded query={passing}>{(one) => <Content passing={one} />}</Loaded>
    </>
  );
}

function Content({ passing }: { passing: PassingView }) {
  const { t } = useTranslation('portal-passing');
  if (!passing.scheme) {
    return (
      <Panel>
        <EmptyState title={t('no_rates')} hint={t('no_rates_hint')} />
      </Panel>
    );
  }
  return (
    <Sections>
      <Rates passing={passing} />
      {passing.limits ? (
        <SubBrokers limits={passing.limits} rates={passing.rates} />
      ) : (
        <Panel>
          <EmptyState title={t('may_not')} hint={t('may_not_hint')} />
        </Panel>
      )}
    </Sections>
  );
}

function Rates({ passing }: { passing: PassingView }) {
  const { t } = useTranslation('portal-passing');
  const { limits } = passing;
  return (
    <Panel title={t('your_rates')}>
      <FactList
        facts={[
          { label: t('scheme'), value: <bdi>{passing.scheme}</bdi> },
          {
            label: t('from'),
            value: passing.giver_id
              ? t('from_upline', { id: passing.giver_id, percent: passing.percent })
              : t('from_broker'),
          },
          ...passing.rates.map((rate) => ({
            label: rate.symbol_group,
            value: (
              <span>
                <bdi>{rate.amount}</bdi> {t(`types.${rate.type}`)}
              </span>
            ),
          })),
          ...(limits
            ? [
                { label: t('most'), value: <bdi dir="ltr">{limits.most_percent} %</bdi> },
                { label: t('least_kept'), value: <bdi>{limits.least_kept}</bdi> },
                { label: t('onward'), value: t(limits.onward ? 'onward_yes' : 'onward_no') },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
