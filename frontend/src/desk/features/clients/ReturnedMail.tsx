/** That mails to the client come back: why, since when, and letting them go there again. */
import { Button, Stack } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReturnedMailView } from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { toastDone } from '@/shared/ui/toast';
import type { Client } from '../../records/types';
import { Warning } from '../../records/Warning';
import { useCan } from '../../session';
import { pathOf } from './client';

interface ReturnedMailProps {
  client: Client;
  returned: ReturnedMailView;
}

export function ReturnedMail({ client, returned }: ReturnedMailProps) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const api = useApi();
  const queries = useQueryClient();
  const { busy, problem, attempt } = useAttempt();
  const again = () =>
    attempt(async () => {
      const path = pathOf(client.id);
      const changed = await api.delete<Client>(`${path}/returned-mail`);
      queries.setQueryData(['desk', path], changed);
      toastDone(t('returned.done'));
    });
  const why = returned.kind === 'complained' ? 'returned.complained' : 'returned.bounced';
  return (
    <Warning icon={IconMailOff} title={t('returned.title')}>
      <Stack gap="xs" align="start">
        <span>
          {t(why, { reason: returned.reason || '—' })} <Time at={returned.at} />
        </span>
        <span>{t('returned.hint')}</span>
        <FormProblem problem={problem} />
        {can('update_clients') ? (
          <Button variant="default" size="compact-sm" loading={busy} onClick={() => void again()}>
            {t('returned.again')}
          </Button>
        ) : null}
      </Stack>
    </Warning>
  );
}
