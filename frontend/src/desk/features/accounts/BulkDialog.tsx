/** An order for many accounts: what it is, then what it will do to each, then it goes. */
import { Alert, Button, Checkbox, Group, Modal, ScrollArea, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/shared/api/useAttempt';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { FormProblem } from '@/shared/forms/FormProblem';
import type { Account, ReviewedAccount } from '../../records/types';
import { useCodeWords } from '../../records/words';
import { BulkFields } from './BulkFields';
import { type AccountAction, isComplete, movesMoney, NOTHING, orderOf, useBulk } from './bulk';
import classes from './bulk.module.css';

interface BulkDialogProps {
  action: AccountAction;
  accounts: readonly Account[];
  onClose: () => void;
  onStarted: () => void;
}

/** What is not easily undone asks a second time. */
const asksTwice = (action: AccountAction) => action === 'type' || movesMoney(action);

export function BulkDialog({ action, accounts, onClose, onStarted }: BulkDialogProps) {
  const { t } = useTranslation('desk-accounts');
  const { review, start } = useBulk();
  const { key } = useIdempotencyKey();
  const navigate = useNavigate();
  const [values, setValues] = useState(NOTHING);
  const [reviewed, setReviewed] = useState<ReviewedAccount[] | null>(null);
  const [sure, setSure] = useState(false);
  const { busy, problem, attempt } = useAttempt();
  const order = orderOf(action, values);
  const look = () =>
    attempt(async () => {
      const { items } = await review(
        order,
        accounts.map(({ id }) => id),
      );
      setSure(false);
      setReviewed(items);
    });
  const go = (some: readonly ReviewedAccount[]) =>
    attempt(async () => {
      const ids = some.filter(({ code }) => code === null).map(({ id }) => id);
      const job = await start(order, ids, key);
      onStarted();
      onClose();
      await navigate({ to: `/batches/${job.id}` });
    });
  const fine = reviewed?.filter(({ code }) => code === null).length ?? 0;
  return (
    <Modal opened onClose={onClose} title={t(`bulk.action.${action}`)} size="lg">
      <Stack gap="md">
        <FormProblem problem={problem} />
        {reviewed ? (
          <>
            <Review reviewed={reviewed} fine={fine} />
            {asksTwice(action) ? (
              <Checkbox
                label={t(action === 'type' ? 'bulk.sure_type' : 'bulk.sure_money')}
                checked={sure}
                onChange={(event) => setSure(event.currentTarget.checked)}
              />
            ) : null}
          </>
        ) : (
          <BulkFields
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
              loading={busy}
              disabled={fine === 0 || (asksTwice(action) && !sure)}
              onClick={() => void go(reviewed)}
            >
              {t('bulk.go', { count: fine })}
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

function Review({ reviewed, fine }: { reviewed: readonly ReviewedAccount[]; fine: number }) {
  const { t } = useTranslation('desk-accounts');
  const codeWords = useCodeWords();
  const refused = reviewed.length - fine;
  return (
    <Stack gap="sm">
      <Text size="sm">{t('bulk.will_change', { count: fine })}</Text>
      {refused > 0 ? (
        <Alert color="yellow">{t('bulk.in_the_way', { count: refused })}</Alert>
      ) : null}
      <ScrollArea.Autosize mah={320}>
        <ul className={classes.reviewed} aria-label={t('bulk.review')}>
          {reviewed.map((one) => (
            <li key={one.id}>
              <span>
                <bdi>{one.login}</bdi> <bdi className={classes.soft}>{one.client_name}</bdi>
              </span>
              <span className={one.code ? classes.refused : classes.soft}>
                {one.code ? codeWords(one.code) : t('bulk.fine')}
              </span>
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
    </Stack>
  );
}
