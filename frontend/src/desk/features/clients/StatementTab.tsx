/** How the client's affairs stood at a moment, with whose client it was. */
import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { MomentForm } from '@/shared/statement/MomentForm';
import { StatementSheet } from '@/shared/statement/StatementSheet';
import type { Statement } from '@/shared/statement/types';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';

interface Place {
  owner_id: string | null;
  owner_name: string;
  participant_ids: string[];
  referrer_id: string | null;
  referrer_name: string;
  unknown: string[];
}

type DeskStatement = Statement & { place: Place };

export function StatementTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('statement');
  const [search, change] = useSearchTexts();
  const at = search.at ?? null;
  return (
    <Panel title={t('title')}>
      <Stack gap="md">
        <MomentForm at={at} onChoose={(moment) => change({ at: moment })} />
        {at ? <Then key={at} clientId={clientId} at={at} /> : null}
      </Stack>
    </Panel>
  );
}

function Then({ clientId, at }: { clientId: string; at: string }) {
  const words = useWords();
  const path = `/api/desk/clients/${clientId}/statement?at=${encodeURIComponent(at)}`;
  const statement = useQuery(useRead<DeskStatement>(path));
  return (
    <Loaded query={statement}>
      {(one) => (
        <StatementSheet
          statement={one}
          cause={(type, id) => (
            <Anchor component={Link} to={`/approvals/${id}`} size="sm">
              {words('cause', type)}
            </Anchor>
          )}
        >
          <PlaceThen place={one.place} />
        </StatementSheet>
      )}
    </Loaded>
  );
}

function PlaceThen({ place }: { place: Place }) {
  const { t } = useTranslation('statement');
  const told = (member: string, text: string | null) =>
    place.unknown.includes(member) ? t('unknown') : text || t('nobody');
  return (
    <FactList
      tinted
      facts={[
        { label: t('owner'), value: told('owner_id', place.owner_name || place.owner_id) },
        {
          label: t('referrer'),
          value: <bdi>{told('referrer_id', place.referrer_name || place.referrer_id)}</bdi>,
        },
      ]}
    />
  );
}
