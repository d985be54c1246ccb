/** What an IB is passed of their upline's rate, and passes on to those below. */
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PassingBookView } from '@/api/desk/types.gen';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { ClientLink } from '../../records/Person';
import { useRead } from '../../records/useList';
import { pathOf } from './client';

/** Shown only where something is passed at all. */
export function PassingPanel({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const { data: book } = useQuery(useRead<PassingBookView>(`${pathOf(clientId)}/passing`));
  if (!book || (!book.giver_id && book.given.length === 0)) return null;
  const { giver_id: giver, giver_name: name } = book;
  return (
    <Panel title={t('passing.title')}>
      <Stack gap="md">
        {giver ? (
          <FactList
            facts={[
              { label: t('passing.from'), value: <Who id={giver} name={name} /> },
              { label: t('passing.share'), value: <bdi dir="ltr">{book.percent} %</bdi> },
            ]}
          />
        ) : null}
        {book.given.length ? (
          <FactList
            facts={book.given.map((one) => ({
              label: t('passing.to'),
              value: (
                <span>
                  <Who id={one.client_id} name={one.name} /> <bdi dir="ltr">{one.percent} %</bdi>{' '}
                  <Time at={one.since} />
                </span>
              ),
            }))}
          />
        ) : null}
      </Stack>
    </Panel>
  );
}

function Who({ id, name }: { id: string; name: string }) {
  return name ? <ClientLink client={{ id, name }} /> : <bdi>{id}</bdi>;
}
