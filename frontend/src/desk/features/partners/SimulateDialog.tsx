/** Trying the version of a plan that waits on past deals. Nobody is paid by it. */
import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PlanView, RunView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useZone } from '@/shared/time/zone';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useServerChoices } from '../../records/servers';
import { usePlanChoices } from './plans';
import {
  AsOfFields,
  firstValues,
  orderOf,
  RUN_FIELDS,
  type RunValues,
  ServerField,
  SpanFields,
} from './RunFields';
import { placeOf, runsPath } from './runs';

type Values = RunValues & { insteadOf: string };
const DRAWN_WHEN_OPEN = { keepMounted: false };

interface SimulateProps {
  plan: PlanView;
  onClose: () => void;
}

export function SimulateDialog({ plan, onClose }: SimulateProps) {
  const { t } = useTranslation('desk-runs');
  const servers = useServerChoices();
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={t('simulate')} size="lg">
      {servers[0] ? (
        <Order plan={plan} server={servers[0].value} onClose={onClose} />
      ) : (
        <LinesSkeleton />
      )}
    </Modal>
  );
}

function Order({ plan, server, onClose }: SimulateProps & { server: string }) {
  const { t } = useTranslation('desk-runs');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const navigate = useNavigate();
  const { zone } = useZone();
  const others = usePlanChoices(plan.kind).filter(({ value }) => value !== plan.id);
  const { form, onSubmit, busy, problem } = useRequestForm<Values, RunView>({
    schema: z.object({}),
    initialValues: { ...firstValues(server), insteadOf: plan.id },
    fieldNames: { ...RUN_FIELDS, instead_of: 'insteadOf' },
    send: (values, idempotencyKey) =>
      api.post<RunView>(
        runsPath('simulation'),
        { ...orderOf(values, zone), plan_id: plan.id, instead_of: values.insteadOf },
        { idempotencyKey },
      ),
    onSent: (made) => void navigate({ to: `${placeOf('simulation')}/${made.id}` }),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Select
          label={t('instead_of')}
          description={t('instead_of_hint')}
          data={[{ value: plan.id, label: plan.name }, ...others]}
          allowDeselect={false}
          comboboxProps={DRAWN_WHEN_OPEN}
          {...form.getInputProps('insteadOf')}
        />
        <ServerField form={form} />
        <SpanFields form={form} />
        <AsOfFields form={form} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!form.values.server}>
            {t('simulate')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
