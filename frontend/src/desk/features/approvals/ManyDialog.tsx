/** One decision on many requests: what it will come to, what is left out and why, then it goes. */
import { Alert, Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/shared/api/useAttempt';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Loaded } from '@/shared/ui/Loaded';
import { type Notify, NotifyFields } from '../../records/NotifyFields';
import type { ReviewedDecisions } from '../../records/types';
import type { Asked } from './ManyMenu';
import { ManyReview } from './ManyReview';
import { fineOf, useMany } from './many';
import { ReasonPicker } from './ReasonPicker';
import { REQUESTS, useRefreshRequests } from './requests';

interface ManyDialogProps {
  asked: Asked;
  onClose: () => void;
  onStarted: () => void;
}

export function ManyDialog({ asked, onClose, onStarted }: ManyDialogProps) {
  const { t } = useTranslation('desk-approvals');
  const { review } = useMany();
  // Looked at anew whenever it is opened, and not again while somebody reads it.
  const [opened] = useState(() => Date.now());
  const reviewed = useQuery({
    queryKey: [...REQUESTS, 'many', asked.chosen, opened],
    queryFn: () => review(asked.chosen),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <Modal opened onClose={onClose} title={t(`many.title.${asked.verdict}`)} size="lg">
      <Loaded query={reviewed}>
        {(found) => (
          <Order asked={asked} reviewed={found} onClose={onClose} onStarted={onStarted} />
        )}
      </Loaded>
    </Modal>
  );
}

const TELL: Notify = { email: true, popup: true, language: null };

function useOrder({ asked, reviewed, onClose, onStarted }: OrderProps) {
  const { start } = useMany();
  const { key } = useIdempotencyKey();
  const navigate = useNavigate();
  const refresh = useRefreshRequests();
  const { busy, problem, attempt } = useAttempt();
  const [values, setValues] = useState({ reason: '', comment: '', notify: TELL });
  const [sure, setSure] = useState(false);
  const fine = fineOf(reviewed.items);
  const begin = () =>
    attempt(async () => {
      const { reason, comment, notify } = values;
      const order = { decision: asked.verdict, reason: reason.trim(), comment, notify };
      const job = await start(order, fine, key);
      onStarted();
      onClose();
      await navigate({ to: `/batches/${job.id}` });
      void refresh();
    });
  const needsReason = asked.verdict === 'rejected' && values.reason.trim() === '';
  return {
    values,
    change: (some: Partial<typeof values>) => setValues({ ...values, ...some }),
    sure,
    setSure,
    busy,
    problem,
    begin,
    count: fine.length,
    ready: fine.length > 0 && sure && !needsReason,
  };
}

/** The dialog has opened before there was anything to fill in: the keyboard goes on there. */
function useFirstFocus<E extends HTMLElement>(): RefObject<E | null> {
  const first = useRef<E>(null);
  useEffect(() => first.current?.focus(), []);
  return first;
}

type OrderProps = ManyDialogProps & { reviewed: ReviewedDecisions };

function Order(props: OrderProps) {
  const { t } = useTranslation('desk-approvals');
  const { asked, reviewed, onClose } = props;
  const { values, change, sure, setSure, busy, problem, begin, count, ready } = useOrder(props);
  const isRejection = asked.verdict === 'rejected';
  const reason = useFirstFocus<HTMLTextAreaElement>();
  const check = useFirstFocus<HTMLInputElement>();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void begin();
      }}
    >
      <Stack gap="md">
        {reviewed.more ? (
          <Alert color="yellow">{t('many.more', { count: reviewed.items.length })}</Alert>
        ) : null}
        <ManyReview reviewed={reviewed} verdict={asked.verdict} />
        {count > 0 ? (
          <>
            {isRejection ? (
              <ReasonPicker
                reasons={reviewed.reject_reasons}
                language={values.notify.language}
                onPick={(text) => change({ reason: text })}
              />
            ) : null}
            {isRejection ? (
              <Textarea
                label={t('reason')}
                description={t('many.reason_hint')}
                withAsterisk
                autosize
                minRows={2}
                maxLength={1000}
                ref={reason}
                value={values.reason}
                onChange={(event) => change({ reason: event.currentTarget.value })}
              />
            ) : null}
            <Textarea
              label={t('comment')}
              description={t('comment_hint')}
              autosize
              maxLength={2000}
              value={values.comment}
              onChange={(event) => change({ comment: event.currentTarget.value })}
            />
            <NotifyFields value={values.notify} onChange={(notify) => change({ notify })} />
            <Checkbox
              ref={isRejection ? undefined : check}
              label={t('many.sure', { count })}
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
          </>
        ) : (
          <Text size="sm">{t('many.nothing')}</Text>
        )}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button
            type="submit"
            color={isRejection ? 'red' : undefined}
            loading={busy}
            disabled={!ready}
          >
            {t(isRejection ? 'many.reject' : 'many.approve', { count })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
