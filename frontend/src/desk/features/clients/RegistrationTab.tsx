/** How a client came in: where from, what they accepted, and their answers to the broker's forms. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnsweredFormView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import type { GivenAnswers } from '@/shared/forms/designed/design';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { AnsweredPanel } from '../../records/AnsweredPanel';
import type { Client, Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { pathOf } from './client';
import classes from './tabs.module.css';

export function RegistrationTab({ client }: { client: Client }) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const forms = useQuery(useRead<Items<AnsweredFormView>>(`${pathOf(client.id)}/registration`));
  return (
    <div className={classes.details}>
      <Panel title={t('came_in')}>
        <FactList
          facts={[
            {
              label: words('fact', 'source'),
              value: client.source ? words('value', client.source) : '—',
            },
            {
              label: words('fact', 'registered_at'),
              value: <Time at={client.registered_at} />,
            },
            ...client.consents.map((one) => ({
              label: `${one.document} ${one.version}`,
              value: (
                <>
                  <Time at={one.accepted_at} /> · <bdi>{one.ip}</bdi>
                </>
              ),
            })),
          ]}
        />
      </Panel>
      <Loaded query={forms}>
        {({ items }) =>
          items.map((answered) => (
            <Form key={answered.kind} clientId={client.id} answered={answered} />
          ))
        }
      </Loaded>
    </div>
  );
}

function Form({ clientId, answered }: { clientId: string; answered: AnsweredFormView }) {
  const { t } = useTranslation('desk-clients');
  const api = useApi();
  const can = useCan();
  const queries = useQueryClient();
  const correct = async (answers: GivenAnswers) => {
    await api.patch(`${pathOf(clientId)}/registration`, { kind: answered.kind, answers });
    await queries.invalidateQueries({ queryKey: ['desk', `${pathOf(clientId)}/registration`] });
    toastDone(t('answers_saved'));
  };
  return (
    <AnsweredPanel
      title={answered.kind === 'ib' ? t('answers_ib') : t('answers_trader')}
      answered={answered}
      onCorrect={can('update_clients') ? correct : undefined}
    />
  );
}
