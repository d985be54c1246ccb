/** The one dialog in which a person confirms what they are about to do. */
import { Modal, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from './confirmations';
import { ProofForm } from './ProofForm';
import type { Proof } from './proof';

export default function FactorDialog({ question }: { question: Question }) {
  const { t } = useTranslation('common');
  const [busy, setBusy] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is a new try
  useEffect(() => setBusy(false), [question]);
  const answer = (proof: Proof | null) => {
    if (busy) return;
    setBusy(proof !== null);
    question.answer(proof);
  };
  return (
    <Modal opened onClose={() => answer(null)} title={t('factor.title')} zIndex={400}>
      <Text size="sm" c="dimmed" mb="md">
        {t('factor.why')}
      </Text>
      <ProofForm
        // Another challenge is another question to the browser.
        key={question.asked.passkey?.challenge ?? ''}
        asked={question.asked}
        problem={question.problem}
        busy={busy}
        onProof={answer}
      />
    </Modal>
  );
}
