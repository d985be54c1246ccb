/** Moves money on one account: first the form, then what exactly will happen. */
import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { amount, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount, useMoneyText } from '@/shared/money/Amount';
import { FactList } from '@/shared/ui/FactList';
import { toastDone } from '@/shared/ui/toast';
import { type Notify, NotifyFields, TELL_IN_PORTAL } from '../../records/NotifyFields';
import type { Account } from '../../records/types';
import { useWords } from '../../records/words';
import { isCredit, most, type OperationKind, outcome, takes, useOperate } from './operations';

interface MoneyDialogProps {
  account: Account;
  figures: NonNullable<Account['figures']>;
  kind: OperationKind;
  onClose: () => void;
  onSent: () => void;
}

export function MoneyDialog(props: MoneyDialogProps) {
  const { t } = useTranslation('desk-accounts');
  return (
    <Modal opened onClose={props.onClose} title={t(`operate.${props.kind}`)}>
      <MoneyForm {...props} />
    </Modal>
  );
}

interface Values extends Record<string, unknown> {
  amount: string;
  comment: string;
  notify: Notify;
  repeat: boolean;
}

const INITIAL: Values = { amount: '', comment: '', notify: TELL_IN_PORTAL, repeat: false };

function useMoneyForm({ account, kind, onClose, onSent }: MoneyDialogProps) {
  const { t } = useTranslation('desk-accounts');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const operate = useOperate(account.id);
  const [asking, setAsking] = useState(false);
  const { currency } = account;
  const schema = useMemo(
    () =>
      z.object({
        amount: amount(common, () => ({ currency, tag })),
        comment: required(common),
      }),
    [common, currency, tag],
  );
  const setup = useRequestForm<Values, boolean>({
    schema,
    initialValues: INITIAL,
    send: async ({ amount: text, comment, notify, repeat }, key) => {
      if (!asking) return false;
      const form = { kind, amount: text, currency, comment: comment.trim(), notify, repeat };
      await operate(form, key);
      return true;
    },
    onSent: (done) => {
      if (!done) return setAsking(true);
      toastDone(t('operate.sent'));
      onSent();
      onClose();
    },
  });
  return { ...setup, asking, back: () => setAsking(false) };
}

function MoneyForm(props: MoneyDialogProps) {
  const { t } = useTranslation('desk-accounts');
  const { t: common } = useTranslation('common');
  const { form, onSubmit, busy, problem, asking, back } = useMoneyForm(props);
  const moneyText = useMoneyText();
  const { account, kind, onClose } = props;
  const named = moneyText({ amount: form.values.amount || '0', currency: account.currency });
  const isRepeat = form.errors.comment !== undefined && asking;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {asking ? <Outcome {...props} values={form.values} /> : <Fields {...props} form={form} />}
        <FormProblem problem={problem} />
        {isRepeat ? (
          <>
            <Text size="sm" c="var(--fl-loss)" role="alert">
              {form.errors.comment}
            </Text>
            <Checkbox
              label={t('operate.repeat')}
              {...form.getInputProps('repeat', { type: 'checkbox' })}
            />
          </>
        ) : null}
        {asking && form.errors.amount ? (
          <Text size="sm" c="var(--fl-loss)" role="alert">
            {form.errors.amount}
          </Text>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={asking ? back : onClose}>
            {asking ? t('operate.back') : common('actions.cancel')}
          </Button>
          <Button type="submit" color={asking && takes(kind) ? 'red' : undefined} loading={busy}>
            {asking ? t(`operate.confirm.${kind}`, { amount: named }) : t('operate.check')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Form = ReturnType<typeof useMoneyForm>['form'];

function Fields({ account, figures, kind, form }: MoneyDialogProps & { form: Form }) {
  const { t } = useTranslation('desk-accounts');
  const moneyText = useMoneyText();
  const limit = most(kind, figures);
  const now = t('operate.now', {
    balance: moneyText(figures.balance),
    credit: moneyText(figures.credit),
  });
  return (
    <>
      <AmountInput
        label={t('operate.amount')}
        description={limit ? t('operate.at_most', { amount: moneyText(limit) }) : now}
        currency={account.currency}
        required
        max={limit?.amount}
        {...form.getInputProps('amount')}
      />
      <Textarea
        label={t('operate.comment')}
        description={t('operate.comment_hint')}
        withAsterisk
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('comment')}
      />
      <NotifyFields
        value={form.values.notify}
        onChange={(notify) => form.setFieldValue('notify', notify)}
      />
    </>
  );
}

/** The account before and after, in figures: effective at once. */
function Outcome({ account, figures, kind, values }: MoneyDialogProps & { values: Values }) {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const change = { amount: values.amount, currency: account.currency };
  const { before, after } = outcome(kind, figures, change);
  const what = isCredit(kind) ? 'credit' : 'balance';
  const signed = takes(kind) ? { ...change, amount: `-${values.amount}` } : change;
  return (
    <>
      <Text size="sm">{t('operate.warning')}</Text>
      <FactList
        tinted
        facts={[
          {
            label: words('fact', 'account'),
            value: <bdi>{`${account.login} (${account.client.name})`}</bdi>,
          },
          { label: t(`operate.${what}_before`), value: <Amount value={before} /> },
          { label: t('operate.change'), value: <Amount value={signed} signed />, strong: true },
          { label: t(`operate.${what}_after`), value: <Amount value={after} />, strong: true },
          { label: words('fact', 'comment'), value: <bdi>{values.comment}</bdi> },
        ]}
      />
    </>
  );
}
