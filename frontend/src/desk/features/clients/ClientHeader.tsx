/** Who a client is, what state they are in, and what staff can do to them. */
import { Button } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/shared/ui/CopyButton';
import { PageHeader } from '@/shared/ui/PageHeader';
import { StatusChip } from '@/shared/ui/StatusChip';
import { ClientTags } from '../../records/ClientTags';
import { FactorReset } from '../../records/FactorReset';
import type { Client } from '../../records/types';
import { useCan } from '../../session';
import { AskMenu } from './asking/AskMenu';
import { ClientActions } from './ClientActions';
import classes from './ClientPage.module.css';
import { pathOf } from './client';

const SuspendDialog = lazy(() =>
  import('./SuspendDialog').then((one) => ({ default: one.SuspendDialog })),
);

export function ClientHeader({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const isSuspended = client.status === 'suspended';
  const hasTags = client.tags.length + client.private_tags.length + client.system_tags.length > 0;
  const canSwitch = can('suspend_clients') && (isSuspended || client.status === 'active');
  return (
    <>
      <PageHeader
        title={client.name || t('nameless')}
        marks={
          <>
            <StatusChip status={client.status} />
            <StatusChip status={client.kind} />
            {hasTags ? <ClientTags client={client} /> : null}
          </>
        }
        subtitle={
          <span className={classes.ids}>
            <span>
              <bdi>{client.id}</bdi> <CopyButton value={client.id} label={t('copy_id')} />
            </span>
            <bdi>{client.email}</bdi>
            {client.owner ? <span>{t('owned_by', { name: client.owner.name })}</span> : null}
          </span>
        }
        actions={
          <>
            <FactorReset
              path={pathOf(client.id)}
              name={client.name}
              permission="reset_client_factors"
            />
            {canSwitch ? (
              <Button
                variant="default"
                leftSection={isSuspended ? <IconLockOpen size={17} /> : <IconLock size={17} />}
                onClick={() => setAsking(true)}
              >
                {isSuspended ? t('unsuspend') : t('suspend')}
              </Button>
            ) : null}
            <AskMenu client={client} />
            <ClientActions client={client} />
          </>
        }
      />
      {asking ? (
        <Suspense>
          <SuspendDialog
            client={client}
            opened
            onClose={() => setAsking(false)}
            onDone={() => void queries.invalidateQueries({ queryKey: ['desk', 'client-audit'] })}
          />
        </Suspense>
      ) : null}
    </>
  );
}
