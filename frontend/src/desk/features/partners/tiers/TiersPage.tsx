/** How tiers change: the rules, what settlements found, and the settlements themselves. */
import { Alert, Button, Group, Tabs } from '@mantine/core';
import { IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { toastDone, toastProblem } from '@/shared/ui/toast';
import { useCan } from '../../../session';
import { OutcomesList } from './OutcomesList';
import { RulesList } from './RulesList';
import { SettlementsList } from './SettlementsList';
import { RULES, SETTLEMENTS, SETTLEMENTS_KEY, useRules } from './tiers';

const TABS = ['rules', 'automatic', 'manual', 'settlements'] as const;
type Tab = (typeof TABS)[number];

export default function TiersPage() {
  const { t } = useTranslation('desk-tiers');
  const can = useCan();
  const [search, change] = useSearchTexts();
  const shown = TABS.filter((one) =>
    can(one === 'rules' ? 'read_tier_rules' : 'read_tier_reports'),
  );
  const tab = shown.find((one) => one === search.tab) ?? shown[0];
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={can('update_tier_rules') ? <Actions /> : null}
      />
      {can('read_tier_rules') ? <When /> : null}
      <Tabs
        value={tab ?? null}
        onChange={(next) => change({ tab: next ?? undefined, state: undefined })}
        mb="md"
      >
        <Tabs.List>
          {shown.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {tab ? <Shown tab={tab} /> : null}
    </>
  );
}

function Shown({ tab }: { tab: Tab }) {
  if (tab === 'rules') return <RulesList />;
  if (tab === 'settlements') return <SettlementsList />;
  return <OutcomesList key={tab} method={tab} />;
}

/** When tiers are settled next, or that they are just now. */
function When() {
  const { t } = useTranslation('desk-tiers');
  const { data } = useRules();
  if (!data) return null;
  return (
    <Alert mb="md" color={data.running_at ? 'yellow' : undefined}>
      {data.running_at ? (
        t('running')
      ) : data.settles_at ? (
        <>
          {t('settles_at')} <Time at={data.settles_at} />. {t('schedule_hint')}
        </>
      ) : (
        t('never')
      )}
    </Alert>
  );
}

function Actions() {
  const { t } = useTranslation('desk-tiers');
  const api = useApi();
  const queries = useQueryClient();
  const { data } = useRules();
  const { ofError } = useErrorWords();
  const begin = useMutation({
    mutationFn: () => api.post(SETTLEMENTS),
    onSuccess: () => toastDone(t('begun')),
    onError: (error) => toastProblem(ofError(asApiError(error))),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: SETTLEMENTS_KEY });
      return queries.invalidateQueries({ queryKey: ['desk', RULES] });
    },
  });
  const runs = Boolean(data?.running_at);
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={17} aria-hidden />}
        loading={begin.isPending}
        disabled={runs || !data?.items.some(({ enabled }) => enabled)}
        onClick={() => begin.mutate()}
      >
        {t('settle_now')}
      </Button>
      <Button component={Link} to="/tiers/new" leftSection={<IconPlus size={17} aria-hidden />}>
        {t('add')}
      </Button>
    </Group>
  );
}
