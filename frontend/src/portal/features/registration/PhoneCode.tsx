/** The code from the text message; a right one is exchanged for a proof that the form carries. */
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proveNewcomersPhone, sendNewcomersPhoneCode } from '@/api/portal';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useSlid } from '@/shared/auth/slide/SlideProvider';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { publicClient } from '../../publicClient';
import { SendCodeButton } from '../../records/SendCodeButton';
import { useCodeSending } from '../../records/useCodeSending';
import classes from './RegisterPage.module.css';
import { type PhoneValues, phoneIn } from './registration';

const DIGITS = /^\d{6}$/;

export function PhoneCode({ form }: { form: UseFormReturnType<PhoneValues> }) {
  const { t } = useTranslation('portal-registration');
  const { ofError } = useErrorWords();
  const slid = useSlid();
  const sending = useCodeSending();
  const proof = usePhoneProof(form);
  const phone = phoneIn(form.values);
  const shown = `${phone.country_code} ${phone.number}`;
  const send = () => {
    if (form.validateField('phone_country').hasError || form.validateField('phone').hasError) {
      return;
    }
    proof.clear();
    const { language } = form.values;
    void sending.send(shown, () =>
      slid('registration', (slide) =>
        sendNewcomersPhoneCode({ client: publicClient, body: { phone, language, slide } }),
      ),
    );
  };
  const number = `\u2066${shown}\u2069`;
  const sent = sending.sentTo === shown ? t('phone_code_sent', { number }) : t('phone_code_hint');
  const problem = proof.problem ?? sending.problem;
  return (
    <TextInput
      label={t('phone_code')}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={6}
      required
      value={proof.code}
      onChange={(event) => proof.type(event.currentTarget.value.trim())}
      rightSection={form.values.phone_proof ? <IconCheck size={18} aria-hidden /> : null}
      error={problem ? ofError(problem) : form.errors.phone_proof}
      description={
        <span role="status">{form.values.phone_proof ? t('phone_proven', { number }) : sent}</span>
      }
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputContainer={(input) => (
        <div className={classes.code}>
          {input}
          <SendCodeButton sending={sending} onClick={send} />
        </div>
      )}
    />
  );
}

/** The typed code, and what the server says of it as soon as it is complete. */
function usePhoneProof(form: UseFormReturnType<PhoneValues>) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<ApiError | null>(null);
  const { phone_country: country, phone } = form.values;
  const { setFieldValue } = form;
  const clear = () => {
    setCode('');
    setProblem(null);
    setFieldValue('phone_proof', '');
  };
  // A proof is of one number alone: another number needs another code.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number is what matters
  useEffect(clear, [country, phone]);
  const type = (typed: string) => {
    setCode(typed);
    setProblem(null);
    setFieldValue('phone_proof', '');
    if (DIGITS.test(typed)) void prove(typed);
  };
  const prove = async (typed: string) => {
    try {
      const { token } = await proveNewcomersPhone({
        client: publicClient,
        body: { phone: phoneIn(form.values), code: typed },
      });
      form.clearFieldError('phone_proof');
      setFieldValue('phone_proof', token);
    } catch (thrown) {
      setProblem(asApiError(thrown));
    }
  };
  return { code, problem, type, clear };
}
