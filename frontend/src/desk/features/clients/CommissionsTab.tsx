/** By which tier and schemes a client earns, what that was before, and changing it. */
import { Anchor, Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TermsStepView, TermsView } from '@/api/desk/types.gen';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import { pathOf } from './client';
import { PassingPanel } from './PassingPanel';
import { StatementButton } from './StatementButton';
import classes from './tabs.module.css';

const TermsDialog = lazy(() =>
  import('./TermsDialog').then((one) => ({ default: one.TermsDialog })),
);

const EarningsTable = lazy(() =>
  import('./EarningsTable').then((one) => ({ default: one.EarningsTable })),
);

const Onward = lazy(() => import('./Onward').then((one) => ({ default: one.Onward })));

export const termsPath = (clientId: string) => `${pathOf(clientId)}/commission-terms`;

export function CommissionsTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const terms = useQuery(useRead<TermsView>(termsPath(clientId)));
  return (
    <Loaded query={terms}>
      {(one) =>
        one.is_ib ? (
          <Stack gap="md">
            <Terms terms={one} clientId={clientId} />
            <PassingPanel clientId={clientId} />
            <Suspense>
              <Onward clientId={clientId} />
              <EarningsTable clientId={clientId} />
            </Suspense>
            <Steps terms={one} />
          </Stack>
        ) : (
          <Stack gap="md">
            <Panel>
              <EmptyState title={t('terms.none')} hint={t('terms.none_hint')} />
            </Panel>
            <Suspense>
              <Onward clientId={clientId} onlyIfSet />
            </Suspense>
          </Stack>
        )
      }
    </Loaded>
  );
}

function Terms({ terms, clientId }: { terms: TermsView; clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const [changing, setChanging] = useState(false);
  const { top, fixed_scheme: scheme } = terms;
  return (
    <Panel
      title={t('terms.title')}
      aside={
        <Group gap="xs">
          <StatementButton clientId={clientId} />
          {can('update_commission_terms') ? (
            <Button variant="default" size="compact-md" onClick={() => setChanging(true)}>
              {t(scheme ? 'terms.change' : 'terms.add')}
            </Button>
          ) : null}
        </Group>
      }
    >
      <FactList
        facts={[
          { label: t('terms.tier'), value: <Tier terms={terms} /> },
          {
            label: t('terms.fixed'),
            value: scheme ? (
              <PlanLink to={`/commission-plans/fixed_scheme/${scheme.id}`} name={scheme.name} />
            ) : (
              t('terms.no_scheme')
            ),
          },
          {
            label: t('terms.given_at'),
            value: terms.is_top ? (
              t('terms.here')
            ) : top ? (
              <Anchor component={Link} to={`/clients/${top.id}`} inherit>
                <bdi>{top.name}</bdi>
              </Anchor>
            ) : (
              t('terms.further_up')
            ),
          },
          {
            label: t('terms.flexible'),
            value: terms.flexible_scheme ? (
              <PlanLink
                to={`/commission-plans/flexible_scheme/${terms.flexible_scheme.id}`}
                name={terms.flexible_scheme.name}
              />
            ) : (
              '—'
            ),
          },
        ]}
      />
      {changing ? (
        <Suspense>
          <TermsDialog terms={terms} clientId={clientId} onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </Panel>
  );
}

function PlanLink({ to, name }: { to: string; name: string }) {
  return (
    <Anchor component={Link} to={to} inherit>
      <bdi>{name}</bdi>
    </Anchor>
  );
}

function Tier({ terms }: { terms: TermsView }) {
  const { t } = useTranslation('desk-clients');
  if (terms.tier) return <bdi>{terms.tiers[terms.tier - 1]}</bdi>;
  if (terms.former_tier) return <Chip tone="warn">{t('terms.tier_lost')}</Chip>;
  return <Chip tone="warn">{t('terms.no_tier')}</Chip>;
}

/** When what is planned for later begins, if something is. */
export const plannedAt = ({ steps }: TermsView) => {
  const last = steps[0]?.since;
  return last && Date.parse(last) > Date.now() ? last : null;
};

function StepWords({ step }: { step: TermsStepView }) {
  const { t } = useTranslation('desk-clients');
  return (
    <Group gap="0.125rem 1rem">
      {step.tier ? (
        <span>
          {t('terms.tier')}: <bdi>{step.tier_name || step.tier}</bdi>
        </span>
      ) : (
        <span>{t('terms.step_without_tier')}</span>
      )}
      {step.fixed_scheme ? (
        <span>
          {t('terms.fixed')}: <bdi>{step.fixed_scheme.name}</bdi>
        </span>
      ) : null}
      {step.flexible_scheme ? (
        <span>
          {t('terms.flexible')}: <bdi>{step.flexible_scheme.name}</bdi>
        </span>
      ) : null}
    </Group>
  );
}

function Steps({ terms }: { terms: TermsView }) {
  const { t } = useTranslation('desk-clients');
  const planned = plannedAt(terms);
  return (
    <Panel title={t('terms.history')}>
      <Stack gap="md">
        {terms.steps.map((step) => (
          <Stack key={step.since} gap={2}>
            <Group gap="xs">
              <Time at={step.since} />
              <span className={classes.soft}>
                {step.origin === 'default'
                  ? t('terms.by_default')
                  : t('terms.by', { name: step.by_name })}
              </span>
              {step.since === planned ? <Chip tone="info">{t('terms.planned')}</Chip> : null}
            </Group>
            <StepWords step={step} />
            {step.comment ? <bdi>{step.comment}</bdi> : null}
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
