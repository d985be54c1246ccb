/** A change of one's second factor, step by step: the password, the deed, new recovery codes. */
import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { type TotpSetup, useFactorCalls } from './calls';
import classes from './factor.module.css';
import { PasskeyAbandoned } from './passkey';
import { RecoveryCodeList } from './RecoveryCodeList';
import { TotpSetupForm } from './TotpSetupForm';

export type Change =
  | { kind: 'add_app' | 'add_passkey' | 'renew_codes' | 'remove_app' }
  | { kind: 'remove_passkey'; id: string; name: string };

interface FactorChangeDialogProps {
  /** Null: closed. */
  change: Change | null;
  onClose: () => void;
}

export function FactorChangeDialog({ change, onClose }: FactorChangeDialogProps) {
  const { t } = useTranslation('common');
  const title = change ? t(`factor.title_${change.kind}`) : '';
  return (
    // A click beside it must not lose codes that are shown this once.
    <Modal opened={change !== null} onClose={onClose} title={title} closeOnClickOutside={false}>
      {change ? <Steps change={change} onClose={onClose} /> : null}
    </Modal>
  );
}

type Step =
  | { name: 'owner' }
  | { name: 'setup'; setup: TotpSetup }
  | { name: 'codes'; codes: string[] };

function Steps({ change, onClose }: { change: Change; onClose: () => void }) {
  const { t } = useTranslation('common');
  const { finishTotp } = useFactorCalls();
  const [step, setStep] = useState<Step>({ name: 'owner' });
  const done = (codes: string[]) => {
    toastDone(t(`factor.done_${change.kind}`));
    if (codes.length > 0) setStep({ name: 'codes', codes });
    else onClose();
  };
  switch (step.name) {
    case 'owner':
      return (
        <OwnerForm
          change={change}
          onClose={onClose}
          onSetup={(setup) => setStep({ name: 'setup', setup })}
          onDone={done}
        />
      );
    case 'setup':
      return <TotpSetupForm setup={step.setup} finish={finishTotp} onDone={done} />;
    case 'codes':
      return (
        <RecoveryCodeList codes={step.codes} doneLabel={t('actions.close')} onDone={onClose} />
      );
  }
}

interface OwnerFormProps {
  change: Change;
  onClose: () => void;
  onSetup: (setup: TotpSetup) => void;
  onDone: (codes: string[]) => void;
}

type Outcome = { setup: TotpSetup } | { codes: string[] } | { abandoned: true };

function useDeed(change: Change) {
  const calls = useFactorCalls();
  return async (values: { name: string; password: string }): Promise<Outcome> => {
    switch (change.kind) {
      case 'add_app':
        return { setup: await calls.startTotp(values.password) };
      case 'renew_codes':
        return { codes: (await calls.renewCodes(values.password)).recovery_codes };
      case 'remove_app':
        await calls.removeTotp(values.password);
        return { codes: [] };
      case 'remove_passkey':
        await calls.removePasskey(change.id, values.password);
        return { codes: [] };
      case 'add_passkey':
        try {
          const made = await calls.addPasskey(values.name.trim(), values.password);
          return { codes: made.recovery_codes };
        } catch (thrown) {
          if (thrown instanceof PasskeyAbandoned) return { abandoned: true };
          throw thrown;
        }
    }
  };
}

function OwnerForm({ change, onClose, onSetup, onDone }: OwnerFormProps) {
  const { t } = useTranslation('common');
  const named = change.kind === 'add_passkey';
  const removes = change.kind === 'remove_app' || change.kind === 'remove_passkey';
  const [abandoned, setAbandoned] = useState(false);
  const schema = useMemo(
    () => z.object({ name: named ? required(t) : z.string(), password: required(t) }),
    [t, named],
  );
  const deed = useDeed(change);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { name: '', password: '' },
    send: deed,
    onSent: (outcome) => {
      setAbandoned('abandoned' in outcome);
      if ('setup' in outcome) onSetup(outcome.setup);
      if ('codes' in outcome) onDone(outcome.codes);
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">
          {t(`factor.hint_${change.kind}`, { name: 'name' in change ? change.name : '' })}
        </Text>
        {named ? (
          <TextInput
            label={t('factor.passkey_name')}
            description={t('factor.passkey_name_hint')}
            maxLength={60}
            data-autofocus
            {...form.getInputProps('name')}
          />
        ) : null}
        <PasswordInput
          label={t('factor.password')}
          autoComplete="current-password"
          data-autofocus={named ? undefined : true}
          visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
          {...form.getInputProps('password')}
        />
        {abandoned && !busy ? (
          <p className={classes.failed} role="alert">
            {t('factor.passkey_abandoned')}
          </p>
        ) : (
          <FormProblem problem={problem} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" color={removes ? 'red' : undefined} loading={busy}>
            {t(`factor.do_${change.kind}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
