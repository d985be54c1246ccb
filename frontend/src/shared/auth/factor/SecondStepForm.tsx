/** After the right password: show the second factor, or set one up where the broker demands it. */
import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Loaded } from '@/shared/ui/Loaded';
import { useSession } from '../context';
import { useSignInSetup } from './calls';
import { ProofForm } from './ProofForm';
import { askedBy, type Proof } from './proof';
import { RecoveryCodeList } from './RecoveryCodeList';
import type { SecondStep } from './signIn';
import { TotpSetupForm } from './TotpSetupForm';

interface SecondStepFormProps {
  step: SecondStep;
  /** Back to the password. */
  onBack: () => void;
}

export default function SecondStepForm({ step, onBack }: SecondStepFormProps) {
  const { t } = useTranslation('common');
  return (
    <Stack gap="md">
      {step.kind === 'confirm' ? <Confirm step={step} /> : <SetUp ticket={step.ticket} />}
      <Anchor component="button" type="button" size="sm" onClick={onBack}>
        {t('factor.back')}
      </Anchor>
    </Stack>
  );
}

function Confirm({ step }: { step: SecondStep & { kind: 'confirm' } }) {
  const { t } = useTranslation('common');
  const session = useSession();
  const [asked, setAsked] = useState(step.asked);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  /** A challenge serves once, whatever came of it: without a proof the server gives another. */
  const askAnew = async () => {
    try {
      await session.confirmSignIn(step.ticket, null);
    } catch (thrown) {
      setAsked(askedBy(asApiError(thrown)) ?? asked);
    }
  };
  const confirm = async (proof: Proof) => {
    setBusy(true);
    setProblem(null);
    try {
      // The guard of this page leads on as soon as somebody is signed in.
      await session.confirmSignIn(step.ticket, proof);
    } catch (thrown) {
      setProblem(asApiError(thrown));
      if (proof.method === 'passkey') await askAnew();
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Text size="sm">{t('factor.at_sign_in')}</Text>
      <ProofForm
        asked={asked}
        problem={problem}
        busy={busy}
        onProof={(proof) => void confirm(proof)}
      />
    </>
  );
}

function SetUp({ ticket }: { ticket: string }) {
  const { t } = useTranslation('common');
  const session = useSession();
  const { start, finish } = useSignInSetup(ticket);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  // Begun once: every beginning makes another secret.
  const setup = useQuery({
    queryKey: ['factor-setup', ticket],
    queryFn: start,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const enter = async () => {
    setBusy(true);
    try {
      await session.confirmSignIn(ticket, null);
    } catch (thrown) {
      setProblem(asApiError(thrown));
      setBusy(false);
    }
  };
  if (codes)
    return (
      <>
        <RecoveryCodeList
          codes={codes}
          doneLabel={t('factor.enter')}
          busy={busy}
          onDone={() => void enter()}
        />
        <FormProblem problem={problem} />
      </>
    );
  return (
    <>
      <Text size="sm">{t('factor.must_set_up')}</Text>
      <Loaded query={setup}>
        {(one) => <TotpSetupForm setup={one} finish={finish} onDone={setCodes} />}
      </Loaded>
    </>
  );
}
