/** Approve or reject: what will happen, how the client is told, and what if somebody was faster. */
import { Button, Checkbox, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { ApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';
import { Amount } from '@/shared/money/Amount';
import { useTimeText } from '@/shared/time/zone';
import { amountOf } from '../../lists/requests';
import type { ReviewedRequest } from '../../records/types';
import { Warning } from '../../records/Warning';
import { useWords } from '../../records/words';
import { ReasonPicker } from './ReasonPicker';
import { useDecide, useRefreshRequests } from './requests';

export type Verdict = 'approved' | 'rejected';

interface DecisionDialogProps {
  request: ReviewedRequest;
  /** Null: closed. */
  verdict: Verdict | null;
  onClose: () => void;
  onDecided: (request: ReviewedRequest) => void;
}

export function DecisionDialog(props: DecisionDialogProps) {
  const { t } = useTranslation('desk-approvals');
  const { verdict, onClose } = props;
  const titles = { approved: t('approve_title'), rejected: t('reject_title') };
  return (
    <Modal
      opened={verdict !== null}
      onClose={onClose}
      title={verdict ? titles[verdict] : ''}
      size="md"
    >
      {verdict ? <Decision {...props} verdict={verdict} /> : null}
    </Modal>
  );
}

type DecisionProps = DecisionDialogProps & { verdict: Verdict };

function useDecisionForm({ request, verdict, onDecided }: DecisionProps) {
  const { t } = useTranslation('common');
  const decide = useDecide(request.id);
  const refresh = useRefreshRequests();
  const schema = useMemo(() => {
    const long = z.string().check(z.trim(), z.maxLength(1000));
    const needed = long.check(z.minLength(1, t('validation.required')));
    return z.object({ reason: verdict === 'rejected' ? needed : long });
  }, [t, verdict]);
  return useRequestForm({
    schema,
    initialValues: {
      reason: '',
      comment: '',
      email: true,
      popup: true,
      language: null as string | null,
    },
    send: async ({ reason, comment, ...notify }) => {
      try {
        const node = request.node.index;
        const { round } = request;
        return await decide({ decision: verdict, reason, comment, notify, node, round });
      } catch (problem) {
        // Whatever refused it, what the screen shows may be old.
        void refresh();
        throw problem;
      }
    },
    onSent: onDecided,
  });
}

function Decision(props: DecisionProps) {
  const { t } = useTranslation('desk-approvals');
  const { request, verdict, onClose } = props;
  const { form, onSubmit, busy, problem } = useDecisionForm(props);
  const lost = problem?.code === 'request_not_pending' ? problem : null;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <WhatHappens request={request} verdict={verdict} />
        {verdict === 'rejected' ? (
          <ReasonPicker
            reasons={request.reject_reasons}
            language={form.values.language}
            onPick={(reason) => form.setFieldValue('reason', reason)}
          />
        ) : null}
        {verdict === 'rejected' ? (
          <Textarea
            label={t('reason')}
            description={t('reason_hint')}
            withAsterisk
            autosize
            minRows={2}
            data-autofocus
            {...form.getInputProps('reason')}
          />
        ) : null}
        <Textarea
          label={t('comment')}
          description={t('comment_hint')}
          autosize
          minRows={verdict === 'rejected' ? 1 : 2}
          data-autofocus={verdict === 'approved' || undefined}
          {...form.getInputProps('comment')}
        />
        <Notify form={form} />
        {lost ? <DecidedMeanwhile problem={lost} /> : <FormProblem problem={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {lost ? t('common:actions.close') : t('common:actions.cancel')}
          </Button>
          <Button
            type="submit"
            color={verdict === 'rejected' ? 'red' : undefined}
            loading={busy}
            disabled={lost !== null}
          >
            {verdict === 'rejected' ? t('reject') : t('approve')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function WhatHappens({ request, verdict }: { request: ReviewedRequest; verdict: Verdict }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const amount = amountOf(request);
  const last = request.node.index >= request.node.count;
  return (
    <div>
      <strong>
        {words('request', request.type)} {amount ? <Amount value={amount} /> : null}
      </strong>
      <div>
        <bdi>{request.client.name}</bdi> <bdi className="tabular">{request.client.id}</bdi>
      </div>
      {verdict === 'approved' && !last ? <p>{t('goes_on')}</p> : null}
    </div>
  );
}

type Form = ReturnType<typeof useDecisionForm>['form'];

function Notify({ form }: { form: Form }) {
  const { t } = useTranslation('desk-approvals');
  const { email, popup } = form.values;
  return (
    <Checkbox.Group
      label={t('notify.title')}
      value={[email && 'email', popup && 'popup'].filter((one) => one !== false)}
      onChange={(ticked) =>
        form.setValues({ email: ticked.includes('email'), popup: ticked.includes('popup') })
      }
    >
      <Group gap="lg" mt={6} align="end">
        <Checkbox value="email" label={t('notify.email')} />
        <Checkbox value="popup" label={t('notify.popup')} />
        <Select
          size="xs"
          w={190}
          aria-label={t('notify.language')}
          placeholder={t('notify.own_language')}
          disabled={!email && !popup}
          clearable
          clearButtonProps={{ 'aria-label': t('notify.own_language') }}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          {...form.getInputProps('language')}
        />
      </Group>
    </Checkbox.Group>
  );
}

/** Somebody else decided while this was open. */
function DecidedMeanwhile({ problem }: { problem: ApiError }) {
  const { t } = useTranslation('desk-approvals');
  const timeText = useTimeText();
  const { decided_by: by, decided_at: at, status } = problem.facts;
  const known = typeof by === 'string' && typeof at === 'string';
  return (
    <Warning icon={IconUsers} role="alert" title={t('conflict.title')}>
      {known
        ? t('conflict.by', {
            by,
            at: timeText(at, 'second'),
            status: t(`common:status.${String(status)}`),
          })
        : t('conflict.unknown')}
    </Warning>
  );
}
