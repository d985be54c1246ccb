/** Adds to a wallet or takes from it: first the form, then what exactly will happen. */
import {
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
} from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { amount, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount, useMoneyText } from '@/shared/money/Amount';
import { addMoney } from '@/shared/money/money';
import { FactList } from '@/shared/ui/FactList';
import { toastDone } from '@/shared/ui/toast';
import type { Client, Wallet } from '../../records/types';
import { useWords } from '../../records/words';
import { useAdjust } from './client';

interface AdjustDialogProps {
  client: Client;
  /** Null: closed. */
  wallet: Wallet | null;
  onClose: () => void;
}

export function AdjustDialog({ wallet, ...rest }: AdjustDialogProps) {
  const { t } = useTranslation('desk-clients');
  return (
    <Modal opened={wallet !== null} onClose={rest.onClose} title={t('adjust.title')}>
      {wallet ? <AdjustForm {...rest} wallet={wallet} /> : null}
    </Modal>
  );
}

interface AdjustFormProps extends AdjustDialogProps {
  wallet: Wallet;
}

const INITIAL = { direction: 'credit', amount: '', comment: '', email: false, popup: true };

function useAdjustForm({ client, wallet, onClose }: AdjustFormProps, onAsk: () => void) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const adjust = useAdjust(client.id);
  const [confirmed, setConfirmed] = useState(false);
  const { currency } = wallet;
  const schema = useMemo(
    () =>
      z.object({
        amount: amount(common, () => ({ currency, tag })),
        comment: required(common),
      }),
    [common, currency, tag],
  );
  const setup = useRequestForm({
    schema,
    initialValues: INITIAL,
    send: async ({ direction, amount: text, comment, email, popup }, key) => {
      if (!confirmed) return false;
      const signed = direction === 'debit' ? `-${text}` : text;
      const notify = { email, popup, language: null };
      await adjust({ currency, amount: signed, comment: comment.trim(), notify }, key);
      return true;
    },
    onSent: (done) => {
      if (!done) {
        setConfirmed(true);
        onAsk();
        return;
      }
      toastDone(t('adjust.done'));
      onClose();
    },
  });
  return { ...setup, back: () => setConfirmed(false) };
}

function AdjustForm(props: AdjustFormProps) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const [asking, setAsking] = useState(false);
  const { form, onSubmit, busy, problem, back } = useAdjustForm(props, () => setAsking(true));
  const { wallet, onClose } = props;
  const { direction, amount: text } = form.values;
  const moneyText = useMoneyText();
  const named = { amount: moneyText({ amount: text || '0', currency: wallet.currency }) };
  const leave = () => {
    back();
    setAsking(false);
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {asking ? (
          <Outcome {...props} direction={direction} amount={text} comment={form.values.comment} />
        ) : (
          <Fields form={form} wallet={wallet} />
        )}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={asking ? leave : onClose}>
            {asking ? t('adjust.back') : common('actions.cancel')}
          </Button>
          <Button
            type="submit"
            color={asking && direction === 'debit' ? 'red' : undefined}
            loading={busy}
          >
            {!asking
              ? t('adjust.check')
              : direction === 'debit'
                ? t('adjust.confirm_debit', named)
                : t('adjust.confirm_credit', named)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Form = ReturnType<typeof useAdjustForm>['form'];

function Fields({ form, wallet }: { form: Form; wallet: Wallet }) {
  const { t } = useTranslation('desk-clients');
  const moneyText = useMoneyText();
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('adjust.direction')}
        data={[
          { value: 'credit', label: t('adjust.credit') },
          { value: 'debit', label: t('adjust.debit') },
        ]}
        {...form.getInputProps('direction')}
      />
      <AmountInput
        label={t('adjust.amount')}
        description={t('adjust.available', { amount: moneyText(wallet.available) })}
        currency={wallet.currency}
        required
        max={form.values.direction === 'debit' ? wallet.available.amount : undefined}
        {...form.getInputProps('amount')}
      />
      <Textarea
        label={t('adjust.comment')}
        description={t('adjust.comment_hint')}
        withAsterisk
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('comment')}
      />
      <Group gap="lg">
        <Checkbox
          label={t('adjust.email')}
          {...form.getInputProps('email', { type: 'checkbox' })}
        />
        <Checkbox
          label={t('adjust.popup')}
          {...form.getInputProps('popup', { type: 'checkbox' })}
        />
      </Group>
    </>
  );
}

interface OutcomeProps extends AdjustFormProps {
  direction: string;
  amount: string;
  comment: string;
}

/** The wallet before and after, in figures: effective at once and not to be undone. */
function Outcome({ client, wallet, direction, amount: text, comment }: OutcomeProps) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const change = { amount: text, currency: wallet.currency };
  const after = addMoney(wallet.available, change, direction === 'debit' ? -1 : 1);
  const signed = direction === 'debit' ? { ...change, amount: `-${text}` } : change;
  return (
    <>
      <Text size="sm">{t('adjust.warning')}</Text>
      <FactList
        tinted
        facts={[
          { label: words('fact', 'client'), value: <bdi>{`${client.name} (${client.id})`}</bdi> },
          { label: t('adjust.before'), value: <Amount value={wallet.available} /> },
          { label: t('adjust.change'), value: <Amount value={signed} signed />, strong: true },
          { label: t('adjust.after'), value: <Amount value={after} />, strong: true },
          { label: words('fact', 'comment'), value: <bdi>{comment}</bdi> },
        ]}
      />
    </>
  );
}
