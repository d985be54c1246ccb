/** Bringing in a trader or an introducing broker by hand. */
import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RegistrationFormView } from '@/api/desk/types.gen';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { carriedOver } from '@/shared/forms/designed/design';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { Belonging } from './Belonging';
import { designsOf, type Kind, useNewClientForm } from './newClient';
import classes from './newcomers.module.css';
import { Person } from './Person';
import { WayIn } from './WayIn';

export default function NewClientPage() {
  const { t } = useTranslation('desk-newcomers');
  const forms = useQuery(useRead<Items<RegistrationFormView>>('/api/desk/registration-forms'));
  return (
    <>
      <PageHeader title={t('new.title')} subtitle={t('new.subtitle')} />
      <Loaded query={forms}>{({ items }) => <NewClient designs={designsOf(items)} />}</Loaded>
    </>
  );
}

function NewClient({ designs }: { designs: ReturnType<typeof designsOf> }) {
  const { t } = useTranslation('desk-newcomers');
  const { t: common } = useTranslation('common');
  const [{ kind: asked }] = useSearchTexts();
  const navigate = useNavigate();
  const first: Kind = asked === 'ib' ? 'ib' : 'trader';
  const { form, onSubmit, busy, problem, unsent } = useNewClientForm(designs, first, (made) => {
    toastDone(t('new.done', { name: made.name }));
    void navigate({ to: `/clients/${made.id}` });
  });
  const { kind } = form.values;
  const choose = (next: Kind) =>
    form.setValues({
      kind: next,
      answers: carriedOver(designs[kind], designs[next], form.values.answers),
    });
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="md">
        <SegmentedControl
          className={classes.kinds}
          aria-label={t('kind')}
          data={[
            { value: 'trader', label: t('kind_trader') },
            { value: 'ib', label: t('kind_ib') },
          ]}
          value={kind}
          onChange={(next) => choose(next as Kind)}
        />
        <div className={classes.halves}>
          <Panel title={t('new.person')}>
            <Person form={form} />
          </Panel>
          <Panel title={t('new.belonging')}>
            <Belonging form={form} />
          </Panel>
        </div>
        {designs[kind].fields.length > 0 ? (
          <Panel title={t('new.questions')}>
            <DynamicForm design={designs[kind]} {...answersOf(form)} />
          </Panel>
        ) : null}
        <Panel title={t('new.way_in')}>
          <WayIn form={form} />
        </Panel>
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button component={Link} to="/clients" variant="default">
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {kind === 'ib' ? t('new.submit_ib') : t('new.submit_trader')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
