/** What was asked for: the request's own facts and what the capability behind it knows. */
import { Button, Group } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { amountOf } from '../../lists/requests';
import { FactValue } from '../../records/FactValue';
import type { ReviewedRequest } from '../../records/types';
import { usePersonName, useWords } from '../../records/words';

const EditDialog = lazy(() => import('./EditDialog').then((one) => ({ default: one.EditDialog })));

/** Shown in the panel's head or in words of its own. */
const ELSEWHERE = new Set(['amount', 'currency', 'account_id', 'details_id', 'agreements']);

export function RequestFacts({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const [editing, setEditing] = useState(false);
  const amount = amountOf(request);
  const payload = usePayloadFacts(request);
  const state = useStateFacts(request);
  return (
    <Panel
      title={t('facts')}
      aside={
        <Group gap="md">
          {amount ? (
            <strong>
              <Amount value={amount} />
            </strong>
          ) : null}
          {request.editable.length > 0 ? (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPencil size={15} />}
              onClick={() => setEditing(true)}
            >
              {t('edit.open')}
            </Button>
          ) : null}
        </Group>
      }
    >
      <FactList facts={[...payload, ...useFirstAsked(request), ...state]} />
      <Suspense>
        {editing ? <EditDialog request={request} opened onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </Panel>
  );
}

/** Details of the owner of the payload come first; the summary fills in what they leave out. */
function usePayloadFacts(request: ReviewedRequest): Fact[] {
  const words = useWords();
  const { facts } = request.details;
  const known = new Set(facts.map(({ code }) => code));
  const label = (code: string) =>
    code.startsWith('field_') ? words('fact', code.slice(6)) : words('fact', code);
  const summary = Object.entries(request.summary)
    .filter(([code]) => !known.has(code) && !ELSEWHERE.has(code))
    .filter(([code]) => !(code === 'account' && known.has('login')))
    .map(([code, value]) => ({ code, value: String(value) }));
  return [
    ...facts.filter(({ code }) => !ELSEWHERE.has(code) || code === 'agreements'),
    ...summary,
  ].map(({ code, value }) => ({
    label: label(code),
    value: <FactValue code={code} value={value} currency={request.summary.currency} />,
    strong: code === 'payout' || code === 'payment',
  }));
}

/** What the client asked for before the staff corrected it. */
function useFirstAsked(request: ReviewedRequest): Fact[] {
  const words = useWords();
  const { t } = useTranslation('desk-approvals');
  const { first_asked: first, summary } = request;
  return Object.entries(first)
    .filter(([code, value]) => summary[code] !== value)
    .map(([code, value]) => ({
      label: t('edit.first_asked', { fact: words('fact', code) }),
      value: <FactValue code={code} value={String(value)} currency={first.currency} />,
    }));
}

function useStateFacts(request: ReviewedRequest): Fact[] {
  const words = useWords();
  const person = usePersonName();
  const { t } = useTranslation('desk-approvals');
  const money = request.funding_status !== 'none' || request.payment_status !== 'none';
  const facts: (Fact | null)[] = [
    money
      ? {
          label: words('fact', 'funding_status'),
          value: <StatusChip status={request.funding_status} />,
        }
      : null,
    money
      ? {
          label: words('fact', 'payment_status'),
          value: <StatusChip status={request.payment_status} />,
        }
      : null,
    { label: words('fact', 'mode'), value: words('mode', request.mode) },
    request.status === 'pending'
      ? null
      : { label: words('fact', 'waits_for'), value: words('waits_for', request.waits_for) },
    request.decided_at
      ? { label: words('fact', 'decided_at'), value: <Time at={request.decided_at} /> }
      : null,
    request.decided_by === null
      ? null
      : { label: words('fact', 'decided_by'), value: person(request.decided_by) },
    request.reason ? { label: words('fact', 'reason'), value: request.reason } : null,
    {
      label: words('fact', 'request_id'),
      value: (
        <>
          <bdi>{request.id}</bdi> <CopyButton value={request.id} label={t('copy_id')} />
        </>
      ),
    },
  ];
  return facts.filter((fact) => fact !== null);
}
