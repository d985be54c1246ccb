/** An order for many clients: what it is, then what it will do to whom, then it goes. */
import { ActionIcon, Alert, Button, Group, Modal, ScrollArea, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/shared/api/useAttempt';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { FormProblem } from '@/shared/forms/FormProblem';
import type { ReviewedClient } from '../../records/types';
import { useCodeWords } from '../../records/words';
import { type BulkAction, isComplete, NOTHING, orderOf, type Target, useBulk } from './bulk';
import classes from './bulk.module.css';
import { MessagePreview } from './MessageFields';
import { OrderFields } from './OrderFields';

interface BulkDialogProps {
  action: BulkAction;
  target: Target;
  onClose: () => void;
  onStarted: () => void;
}

export function BulkDialog({ action, target, onClose, onStarted }: BulkDialogProps) {
  const { t } = useTranslation('desk-clients');
  const { review, start } = useBulk();
  const { key } = useIdempotencyKey();
  const navigate = useNavigate();
  const [values, setValues] = useState(NOTHING);
  const [reviewed, setReviewed] = useState<ReviewedClient[] | null>(null);
  const { busy, problem, attempt } = useAttempt();
  const look = () =>
    attempt(async () => {
      const { items } = await review({ ...orderOf(action, values), ...target });
      setReviewed(items);
    });
  const go = (clients: readonly ReviewedClient[]) =>
    attempt(async () => {
      const client_ids = clients.map(({ id }) => id);
      const job = await start({ ...orderOf(action, values), client_ids }, key);
      onStarted();
      onClose();
      await navigate({ to: `/clients/jobs/${job.id}` });
    });
  return (
    <Modal opened onClose={onClose} title={t(`bulk.action.${action}`)} size="lg">
      <Stack gap="md">
        <FormProblem problem={problem} />
        {reviewed ? (
          <Review clients={reviewed} onTrim={setReviewed} action={action}>
            {action === 'message' ? <MessagePreview values={values} /> : null}
          </Review>
        ) : (
          <OrderFields
            many
            action={action}
            values={values}
            onChange={(change) => setValues({ ...values, ...change })}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={reviewed ? () => setReviewed(null) : onClose}>
            {reviewed ? t('bulk.back') : t('bulk.cancel')}
          </Button>
          {reviewed ? (
            <Button
              color={action === 'delete' ? 'red' : undefined}
              loading={busy}
              disabled={reviewed.every(({ code }) => code !== null)}
              onClick={() => void go(reviewed)}
            >
              {t('bulk.go', { count: reviewed.length })}
            </Button>
          ) : (
            <Button
              loading={busy}
              disabled={!isComplete(action, values)}
              onClick={() => void look()}
            >
              {t('bulk.review')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

interface ReviewProps {
  clients: readonly ReviewedClient[];
  onTrim: (clients: ReviewedClient[]) => void;
  action: BulkAction;
  /** What they will be told. */
  children?: ReactNode;
}

function Review({ clients, onTrim, action, children }: ReviewProps) {
  const { t } = useTranslation('desk-clients');
  const codeWords = useCodeWords();
  const refused = clients.filter(({ code }) => code !== null).length;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t(action === 'message' ? 'bulk.will_message' : 'bulk.will_change', {
          count: clients.length - refused,
        })}
      </Text>
      {children}
      {refused > 0 ? (
        <Alert color="yellow">{t('bulk.in_the_way', { count: refused })}</Alert>
      ) : null}
      <ScrollArea.Autosize mah={320}>
        <ul className={classes.reviewed} aria-label={t('bulk.review')}>
          {clients.map((client) => (
            <li key={client.id}>
              <span>
                <bdi>{client.name}</bdi> <bdi className={classes.soft}>{client.id}</bdi>
              </span>
              <span className={client.code ? classes.refused : classes.soft}>
                {client.code
                  ? codeWords(client.code)
                  : t(action === 'message' ? 'bulk.told' : 'bulk.fine')}
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('bulk.leave_out', { name: client.name })}
                onClick={() => onTrim(clients.filter((one) => one !== client))}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
    </Stack>
  );
}
