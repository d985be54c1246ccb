/** Saved payout profiles. Their details are masked until somebody who may asks to see them. */
import { Anchor, Badge, Button, Group } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import type { Page } from '@/shared/api/page';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import type { WithdrawalDetails } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { pathOf, useFullDetails } from './client';
import classes from './tabs.module.css';

export function DetailsTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  // A client saves at most some ten profiles per method: one page holds them all.
  const page = useQuery(
    useRead<Page<WithdrawalDetails>>(`${pathOf(clientId)}/withdrawal-details?limit=200`),
  );
  return (
    <Loaded query={page}>
      {({ items }) =>
        items.length === 0 ? (
          <Panel>
            <EmptyState title={t('no_details')} hint={t('no_details_hint')} />
          </Panel>
        ) : (
          <div className={classes.details}>
            {items.map((details) => (
              <Profile key={details.id} clientId={clientId} details={details} />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}

function Marks({ details }: { details: WithdrawalDetails }) {
  const { t } = useTranslation('desk-clients');
  return (
    <Group gap={6}>
      {details.is_default ? <Badge variant="light">{t('details_default')}</Badge> : null}
      <StatusChip status={details.status} />
    </Group>
  );
}

interface ProfileProps {
  clientId: string;
  details: WithdrawalDetails;
}

function Profile({ clientId, details }: ProfileProps) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const can = useCan();
  const [shown, setShown] = useState(false);
  const full = useFullDetails(clientId, details.id, shown);
  const fields = (shown ? full.data?.fields : undefined) ?? details.fields;
  return (
    <Panel title={details.label} aside={<Marks details={details} />}>
      <div className={classes.wallet}>
        <FactList
          facts={[
            { label: words('fact', 'method'), value: words('value', details.method_id) },
            ...Object.entries(fields).map(([code, value]) => ({
              label: words('fact', code),
              value: <bdi dir="ltr">{value || '—'}</bdi>,
            })),
            { label: words('fact', 'created_at'), value: <Time at={details.created_at} /> },
          ]}
        />
        {/* An entry and the request for it have one id. */}
        <Anchor component={Link} to={`/approvals/${details.id}`} size="sm" w="fit-content">
          {t('details_request')}
        </Anchor>
        <FormProblem problem={full.error ? asApiError(full.error) : null} />
        {can('read_withdrawal_details') ? (
          <Button
            variant="default"
            size="compact-sm"
            w="fit-content"
            loading={shown && full.isFetching}
            leftSection={shown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
            onClick={() => setShown(!shown)}
          >
            {shown ? t('hide_details') : t('view_details')}
          </Button>
        ) : (
          <span className={classes.soft}>{t('details_hidden')}</span>
        )}
      </div>
    </Panel>
  );
}
