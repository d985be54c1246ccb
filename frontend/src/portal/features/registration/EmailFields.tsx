/** The e-mail address and the code that proves it is the person's own. */
import { Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import classes from './RegisterPage.module.css';
import type { EmailValues } from './registration';
import { type EmailCode, useEmailCode } from './useEmailCode';

export function EmailFields({ form }: { form: UseFormReturnType<EmailValues> }) {
  const { t } = useTranslation('portal-registration');
  const { ofError } = useErrorWords();
  const code = useEmailCode();
  const address = form.values.email.trim();
  const isStale = code.sentTo !== null && code.sentTo !== address;
  const send = () => {
    if (form.validateField('email').hasError) {
      form.getInputNode('email')?.focus();
      return;
    }
    form.setFieldValue('email_code', '');
    form.clearFieldError('email_code');
    void code.send(address, form.values.language);
  };
  const sent = code.sentTo ? t('code_sent', { email: code.sentTo }) : t('code_hint');
  const note = isStale ? t('code_void') : sent;
  const problem = code.problem ? ofError(code.problem) : null;
  return (
    <>
      <TextInput
        label={t('email')}
        description={t('email_hint')}
        type="email"
        autoComplete="email"
        required
        {...form.getInputProps('email')}
        error={form.errors.email ?? problem}
      />
      <TextInput
        label={t('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        required
        description={<span role="status">{note}</span>}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputContainer={(input) => (
          <div className={classes.code}>
            {input}
            <SendButton code={code} onClick={send} />
          </div>
        )}
        {...form.getInputProps('email_code')}
      />
    </>
  );
}

function SendButton({ code, onClick }: { code: EmailCode; onClick: () => void }) {
  const { t } = useTranslation('portal-registration');
  const { tag } = useLanguage();
  const waiting = code.wait > 0;
  return (
    <Button variant="default" onClick={onClick} loading={code.busy} disabled={waiting} miw="11rem">
      {waiting
        ? t('resend_in', { seconds: formatCount(code.wait, tag) })
        : code.sentTo
          ? t('resend')
          : t('send_code')}
    </Button>
  );
}
