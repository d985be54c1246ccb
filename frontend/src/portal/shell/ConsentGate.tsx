/** Asks for what has changed in the agreements before anything else; the server refuses the rest. */
import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConsentsView, giveConsents } from '@/api/portal';
import { readConsentsQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useSession } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Agreements, acceptances } from '../records/Agreements';

export default function ConsentGate({ outstanding }: Pick<ConsentsView, 'outstanding'>) {
  const { t } = useTranslation('portal-shell');
  const session = useSession();
  const queries = useQueryClient();
  const [accepted, setAccepted] = useState<string[]>([]);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const accept = async () => {
    const complete = outstanding.every(({ document }) => accepted.includes(document));
    setMissing(!complete);
    if (!complete) return;
    setBusy(true);
    setProblem(null);
    try {
      const standing = await giveConsents({
        body: { consents: acceptances(outstanding, accepted) },
      });
      queries.setQueryData(readConsentsQueryKey(), standing);
    } catch (thrown) {
      setProblem(asApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <>
      <PageHeader title={t('consents.title')} subtitle={t('consents.hint')} />
      <Panel>
        <Stack gap="lg">
          <Agreements
            agreements={outstanding}
            value={accepted}
            onChange={setAccepted}
            error={missing ? t('consents.missing') : undefined}
          />
          <FormProblem problem={problem} />
          <Group>
            <Button loading={busy} onClick={() => void accept()}>
              {t('consents.accept')}
            </Button>
            <Button variant="default" onClick={() => void session.signOut()}>
              {t('consents.leave')}
            </Button>
          </Group>
        </Stack>
      </Panel>
    </>
  );
}
