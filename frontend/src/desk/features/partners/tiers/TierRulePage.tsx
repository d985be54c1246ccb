/** One tier rule: writing it, switching it off, and deleting it. */
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TierRulesView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { NotFound } from '@/shared/router/fallbacks';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { useCan } from '../../../session';
import { RuleEditor } from './RuleEditor';
import { RULES, useRules } from './tiers';

export default function TierRulePage() {
  const { structureId = '' } = useParams({ strict: false }) as { structureId?: string };
  const rules = useRules();
  return (
    <Loaded query={rules} skeleton={<PageSkeleton />}>
      {(board) => <Sheet id={structureId} board={board} />}
    </Loaded>
  );
}

function Sheet({ id, board }: { id: string; board: TierRulesView }) {
  const { t } = useTranslation('desk-tiers');
  const can = useCan();
  const rule = board.items.find(({ structure_id }) => structure_id === id);
  if (!rule && id !== 'new') return <NotFound />;
  const runs = board.running_at !== null;
  return (
    <>
      <PageHeader
        title={rule?.name ?? t('add')}
        subtitle={t('rule_subtitle')}
        actions={rule && can('update_tier_rules') ? <Remove id={id} locked={runs} /> : null}
      />
      <RuleEditor
        key={`${id} ${rule?.number ?? 0}`}
        rule={rule}
        taken={board.items.map(({ structure_id }) => structure_id)}
        locked={runs || !can('update_tier_rules')}
        runs={runs}
      />
    </>
  );
}

function Remove({ id, locked }: { id: string; locked: boolean }) {
  const { t } = useTranslation('desk-tiers');
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const remove = async () => {
    await api.delete(`${RULES}/${id}`);
    toastDone(t('removed'));
    await navigate({ to: '/tiers' });
    await queries.invalidateQueries({ queryKey: ['desk', RULES] });
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        disabled={locked}
        onClick={() => setAsked(true)}
      >
        {t('remove')}
      </Button>
      <ConfirmDanger
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('remove_title')}
        confirmLabel={t('remove')}
        onConfirm={remove}
      >
        {t('remove_words')}
      </ConfirmDanger>
    </>
  );
}
