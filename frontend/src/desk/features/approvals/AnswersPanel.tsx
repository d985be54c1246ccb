/** What was answered in registering or in asking to become an IB, beside the request's facts. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnsweredFormView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import type { GivenAnswers } from '@/shared/forms/designed/design';
import { Loaded } from '@/shared/ui/Loaded';
import { toastDone } from '@/shared/ui/toast';
import { AnsweredPanel } from '../../records/AnsweredPanel';
import type { Items, ReviewedRequest } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';

const KINDS: Readonly<Record<string, string>> = {
  trader_registration: 'trader',
  ib_registration: 'ib',
};

export function AnswersPanel({ request }: { request: ReviewedRequest }) {
  const can = useCan();
  if (request.type === 'upgrade_to_ib') return <Upgrade request={request} />;
  const kind = KINDS[request.type];
  return kind && can('read_clients') ? <Registration request={request} kind={kind} /> : null;
}

function Upgrade({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const api = useApi();
  const queries = useQueryClient();
  const path = `/api/desk/upgrades/${request.id}`;
  const answered = useQuery(useRead<AnsweredFormView>(path));
  const correct = async (answers: GivenAnswers) => {
    await api.patch(path, { answers });
    await queries.invalidateQueries({ queryKey: ['desk'] });
    toastDone(t('answers_saved'));
  };
  return (
    <Loaded query={answered}>
      {(one) => (
        <AnsweredPanel
          title={t('answers')}
          answered={one}
          onCorrect={request.can_decide ? correct : undefined}
        />
      )}
    </Loaded>
  );
}

function Registration({ request, kind }: { request: ReviewedRequest; kind: string }) {
  const { t } = useTranslation('desk-approvals');
  const path = `/api/desk/clients/${request.client.id}/registration`;
  const forms = useQuery(useRead<Items<AnsweredFormView>>(path));
  return (
    <Loaded query={forms}>
      {({ items }) =>
        items
          .filter((one) => one.kind === kind && one.form.fields.length > 0)
          .map((one) => <AnsweredPanel key={one.kind} title={t('answers')} answered={one} />)
      }
    </Loaded>
  );
}
