/** Asks for a second factor: the app's code, a passkey, or a recovery code. */
import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import classes from './factor.module.css';
import { hasPasskeys, PasskeyAbandoned, showPasskey } from './passkey';
import type { Asked, Method, Proof } from './proof';

interface ProofFormProps {
  asked: Asked;
  /** Why the last one would not do. */
  problem: ApiError | null;
  busy: boolean;
  onProof: (proof: Proof) => void;
}

export function ProofForm({ asked, problem, busy, onProof }: ProofFormProps) {
  const { t } = useTranslation('common');
  const methods = asked.methods.filter((one) => one !== 'passkey' || hasPasskeys());
  const [chosen, setChosen] = useState<Method | undefined>(methods[0]);
  const others = methods.filter((one) => one !== chosen);
  return (
    <Stack gap="md">
      {chosen === 'passkey' && asked.passkey ? (
        <PasskeyForm options={asked.passkey} problem={problem} busy={busy} onProof={onProof} />
      ) : null}
      {chosen === 'totp' || chosen === 'recovery_code' ? (
        <CodeForm key={chosen} method={chosen} problem={problem} busy={busy} onProof={onProof} />
      ) : null}
      {others.length > 0 ? (
        <div className={classes.others}>
          {others.map((method) => (
            <Anchor
              key={method}
              component="button"
              type="button"
              size="sm"
              onClick={() => setChosen(method)}
            >
              {t(`factor.instead_${method}`)}
            </Anchor>
          ))}
        </div>
      ) : null}
    </Stack>
  );
}

interface MethodFormProps {
  problem: ApiError | null;
  busy: boolean;
  onProof: (proof: Proof) => void;
}

const SHAPES = { totp: /^\d{6}$/, recovery_code: /^[0-9a-z]{10}$/i };

function CodeForm({
  method,
  problem,
  busy,
  onProof,
}: MethodFormProps & { method: 'totp' | 'recovery_code' }) {
  const { t } = useTranslation('common');
  const [typed, setTyped] = useState('');
  const [malformed, setMalformed] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog opened from within a form is its child for React: the form must not be sent too.
    event.stopPropagation();
    const answer = typed.replaceAll(/[\s-]/g, '');
    const fits = SHAPES[method].test(answer);
    setMalformed(!fits);
    if (fits && !busy) onProof({ method, answer });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t(`factor.label_${method}`)}
          description={t(`factor.hint_${method}`)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          inputMode={method === 'totp' ? 'numeric' : 'text'}
          autoComplete={method === 'totp' ? 'one-time-code' : 'off'}
          error={malformed ? t(`factor.malformed_${method}`) : null}
          size="md"
          dir="ltr"
          data-autofocus
          classNames={{ input: classes.code }}
        />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('factor.confirm')}
        </Button>
      </Stack>
    </form>
  );
}

function PasskeyForm({
  options,
  problem,
  busy,
  onProof,
}: MethodFormProps & { options: PublicKeyCredentialRequestOptionsJSON }) {
  const { t } = useTranslation('common');
  const [abandoned, setAbandoned] = useState(false);
  const show = async () => {
    setAbandoned(false);
    try {
      onProof({ method: 'passkey', answer: await showPasskey(options) });
    } catch (thrown) {
      if (!(thrown instanceof PasskeyAbandoned)) throw thrown;
      setAbandoned(true);
    }
  };
  return (
    <Stack gap="md">
      <p className={classes.hint}>{t('factor.hint_passkey')}</p>
      {abandoned ? (
        <p className={classes.failed} role="alert">
          {t('factor.passkey_abandoned')}
        </p>
      ) : (
        <FormProblem problem={problem} />
      )}
      <Button
        size="md"
        fullWidth
        loading={busy}
        data-autofocus
        leftSection={<IconFingerprint size={18} />}
        onClick={() => void show()}
      >
        {t('factor.use_passkey')}
      </Button>
    </Stack>
  );
}
