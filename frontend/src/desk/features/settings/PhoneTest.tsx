/** Asks the phone vendor whether the saved settings work. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { Panel } from '@/shared/ui/Panel';

const PATH = '/api/desk/phone-service';
export const PHONE_SERVICE = 'phones.service';

export function PhoneTest() {
  const { t } = useTranslation('desk-settings');
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const [service, setService] = useState('');
  const [problem, setProblem] = useState<ApiError | null>(null);
  const test = async () => {
    setBusy(true);
    setService('');
    setProblem(null);
    try {
      setService((await api.get<{ service: string }>(PATH)).service);
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t('phone_test_title')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('phone_test_hint')}
        </Text>
        <div>
          <Button variant="default" loading={busy} onClick={() => void test()}>
            {t('phone_test')}
          </Button>
        </div>
        {service ? (
          <Alert color="green" icon={<IconCheck size={18} />} role="status">
            {t('phone_test_good', { service })}
          </Alert>
        ) : null}
        {problem ? (
          <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
            <Problem reason={problem.facts.reason} />
          </Alert>
        ) : null}
      </Stack>
    </Panel>
  );
}

function Problem({ reason }: { reason: unknown }) {
  const { t } = useTranslation('desk-settings');
  if (reason === 'credentials') return t('phone_problem.credentials');
  if (reason === 'service') return t('phone_problem.service');
  if (reason === 'not_set_up') return t('phone_problem.not_set_up');
  return t('phone_problem.other');
}
