/** A client's identity: where it stands, the record in force, the vendor's check, the history. */
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconCalendarX, IconFilePlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AnswerList } from '@/shared/forms/designed/AnswerList';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDay } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Buttons, Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { KycCheck } from '../../records/KycCheck';
import { KycEdits } from '../../records/KycEdits';
import type { KycRecord, KycSheet } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { pathOf } from './client';
import { KycHistory } from './KycHistory';

const KycDialogs = lazy(() => import('./KycDialogs').then((one) => ({ default: one.KycDialogs })));

export function KycTab({ clientId }: { clientId: string }) {
  const path = `${pathOf(clientId)}/kyc`;
  const sheet = useQuery(useRead<KycSheet>(path));
  return (
    <Loaded query={sheet}>
      {(found) => (
        <Stack gap="md">
          <Split even>
            <Standing clientId={clientId} sheet={found} />
            {found.check ? <KycCheck check={found.check} /> : null}
          </Split>
          <Shown sheet={found} />
          <KycHistory clientId={clientId} />
        </Stack>
      )}
    </Loaded>
  );
}

interface StandingProps {
  clientId: string;
  sheet: KycSheet;
}

function Standing({ clientId, sheet }: StandingProps) {
  const { t } = useTranslation('desk-clients');
  const { tag } = useLanguage();
  const words = useWords();
  const can = useCan();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'submit' | 'end' | null>(null);
  const done = () => {
    setAsked(null);
    void queries.invalidateQueries({ queryKey: ['desk'] });
  };
  const facts: (Fact | null)[] = [
    sheet.expires_on
      ? { label: words('fact', 'kyc_expires_on'), value: formatDay(sheet.expires_on, tag) }
      : null,
    sheet.is_waiting && sheet.latest
      ? {
          label: words('fact', 'kyc_waiting'),
          value: <ReviewLink id={sheet.latest.id}>{t('kyc.review')}</ReviewLink>,
        }
      : null,
  ];
  return (
    <Panel
      title={t('kyc.title')}
      aside={<StatusChip status={sheet.status === 'none' ? 'not_submitted' : sheet.status} />}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t(`kyc.status.${sheet.status}`)}
        </Text>
        <FactList facts={facts.filter((fact) => fact !== null)} />
        {can('update_kyc') ? (
          <Buttons>
            <Button
              variant="default"
              size="xs"
              disabled={sheet.is_waiting || sheet.forms.length === 0}
              leftSection={<IconFilePlus size={16} />}
              onClick={() => setAsked('submit')}
            >
              {t('kyc.submit')}
            </Button>
            {sheet.status === 'approved' ? (
              <Button
                variant="light"
                color="red"
                size="xs"
                leftSection={<IconCalendarX size={16} />}
                onClick={() => setAsked('end')}
              >
                {t('kyc.end')}
              </Button>
            ) : null}
          </Buttons>
        ) : null}
      </Stack>
      {asked ? (
        <Suspense>
          <KycDialogs
            asked={asked}
            clientId={clientId}
            forms={sheet.forms}
            known={sheet.in_force ?? sheet.latest}
            onClose={() => setAsked(null)}
            onDone={done}
          />
        </Suspense>
      ) : null}
    </Panel>
  );
}

/** The record in force, or the latest while none is. */
function Shown({ sheet }: { sheet: KycSheet }) {
  const { t } = useTranslation('desk-clients');
  const record = sheet.in_force ?? sheet.latest;
  if (!record) {
    return (
      <Panel>
        <EmptyState title={t('kyc.nothing')} hint={t('kyc.nothing_hint')} />
      </Panel>
    );
  }
  return <Record record={record} title={sheet.in_force ? t('kyc.in_force') : t('kyc.latest')} />;
}

function Record({ record, title }: { record: KycRecord; title: string }) {
  const { t } = useTranslation('desk-clients');
  const { language } = useLanguage();
  const names = new Map(record.files.map(({ file_id, file_name }) => [file_id, file_name]));
  return (
    <Panel title={title} aside={<StatusChip status={record.status} />}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          <bdi>{pickText(record.form_name, language)}</bdi> · <Time at={record.submitted_at} />
        </Text>
        <AnswerList
          design={record.form}
          answers={record.answers}
          file={(fileId) => (
            <ReviewLink id={record.id}>
              <bdi>{names.get(fileId) ?? t('kyc.document')}</bdi>
            </ReviewLink>
          )}
        />
        <KycEdits record={record} />
      </Stack>
    </Panel>
  );
}

/** The review screen has the documents beside the data. */
function ReviewLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={`/approvals/${id}`} inherit>
      {children}
    </Anchor>
  );
}
