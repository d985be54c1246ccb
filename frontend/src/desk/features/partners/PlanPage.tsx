/** One commission plan: what waits, what counts, proposing another version, and all there were. */
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlanKind, PlanView } from '@/api/desk/types.gen';
import { NotFound } from '@/shared/router/fallbacks';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import { DefaultScheme } from './DefaultScheme';
import { PlanEditor } from './PlanEditor';
import { isKind, pathOf } from './plans';
import { Versions, WaitingVersion } from './Versions';

export default function PlanPage() {
  const { kind, planId = '' } = useParams({ strict: false }) as { kind?: string; planId?: string };
  if (!isKind(kind)) return <NotFound />;
  return planId === 'new' ? <NewPlan kind={kind} /> : <KnownPlan kind={kind} id={planId} />;
}

function NewPlan({ kind }: { kind: PlanKind }) {
  const { t } = useTranslation('desk-partners');
  return (
    <>
      <PageHeader title={t(`add.${kind}`)} subtitle={t(`hint.${kind}`)} />
      <PlanEditor kind={kind} />
    </>
  );
}

function KnownPlan({ kind, id }: { kind: PlanKind; id: string }) {
  const plan = useQuery(useRead<PlanView>(pathOf(kind, id)));
  return (
    <Loaded query={plan} skeleton={<PageSkeleton />}>
      {(one) => <Sheet key={`${one.id} ${one.pending} ${one.number}`} plan={one} />}
    </Loaded>
  );
}

function Sheet({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('desk-partners');
  const can = useCan();
  const waiting = plan.versions.find(({ number }) => number === plan.pending);
  const isClosed = plan.kind === 'rank_structure' && plan.in_use;
  const mayPropose = can('update_commission_plans');
  return (
    <>
      <PageHeader
        title={plan.name}
        subtitle={t(`hint.${plan.kind}`)}
        marks={
          <>
            {plan.number === null ? (
              <Chip>{t('not_yet')}</Chip>
            ) : (
              <Chip tone="good">{t('counts')}</Chip>
            )}
            {waiting ? <Chip tone="warn">{t('waits')}</Chip> : null}
          </>
        }
      />
      <Stack gap="md">
        {waiting ? <WaitingVersion plan={plan} version={waiting} /> : null}
        {plan.kind === 'fixed_scheme' && plan.number !== null ? (
          <DefaultScheme plan={plan} />
        ) : null}
        {isClosed ? <p>{t('ranks_in_use')}</p> : null}
        {waiting || isClosed ? null : (
          <PlanEditor kind={plan.kind} plan={plan} locked={!mayPropose} />
        )}
        <Versions plan={plan} />
      </Stack>
    </>
  );
}
