/** An optional referral code. One that does not refer is cleared with a word, and nothing stops. */
import { Loader, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkReferralCode } from '@/api/portal';
import { publicClient } from '../../publicClient';
import type { ReferralValues } from './registration';

type State = { name: 'idle' | 'checking' | 'valid' } | { name: 'cleared'; code: string };

export function ReferralField({ form }: { form: UseFormReturnType<ReferralValues> }) {
  const { t } = useTranslation('portal-registration');
  const [state, setState] = useState<State>({ name: 'idle' });
  const { setFieldValue } = form;
  const code = form.values.referral_code;

  const check = async (typed: string) => {
    if (!typed) return;
    setState({ name: 'checking' });
    try {
      const { valid } = await checkReferralCode({ client: publicClient, path: { code: typed } });
      if (valid) setState({ name: 'valid' });
      else {
        setFieldValue('referral_code', '');
        setState({ name: 'cleared', code: typed });
      }
    } catch {
      // What could not be checked now is decided by the server when the form is sent.
      setState({ name: 'idle' });
    }
  };

  // A code that came with the link is checked at once.
  const checkGiven = useEffectEvent(() => void check(code.trim()));
  useEffect(() => checkGiven(), []);

  return (
    <TextInput
      {...form.getInputProps('referral_code')}
      label={t('referral')}
      description={state.name === 'cleared' ? undefined : t('referral_hint')}
      error={state.name === 'cleared' ? t('referral_cleared', { code: state.code }) : undefined}
      autoComplete="off"
      autoCapitalize="characters"
      maxLength={40}
      onChange={(event) => {
        setState({ name: 'idle' });
        setFieldValue('referral_code', event.currentTarget.value);
      }}
      onBlur={() => {
        if (state.name === 'idle') void check(code.trim());
      }}
      rightSection={<Mark state={state} />}
    />
  );
}

function Mark({ state }: { state: State }) {
  const { t } = useTranslation('portal-registration');
  if (state.name === 'checking') return <Loader size="xs" />;
  if (state.name !== 'valid') return null;
  return (
    <IconCircleCheck
      size={18}
      color="var(--fl-gain)"
      role="img"
      aria-label={t('referral_valid')}
      title={t('referral_valid')}
    />
  );
}
