/** Statements of commissions: asking for one, watching it being written, and fetching the file. */
import { Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  askForCommissionStatement,
  type CommissionStatementView,
  listCommissionStatements,
  openCommissionStatement,
} from '@/api/portal';
import { StatementForm } from '@/shared/commissions/StatementForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { formatDay } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { FetchFile, FileList, isKept } from '@/shared/ui/Files';
import { Loaded } from '@/shared/ui/Loaded';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { useFocusBack } from '@/shared/ui/useFocusBack';

const POLL_MS = 2_000;
const SHOWN = 5;
const KEY = ['portal', 'commission-statements'];
const TONES: Readonly<Record<CommissionStatementView['status'], Tone>> = {
  queued: 'neutral',
  running: 'info',
  ready: 'good',
  failed: 'bad',
};

const isBeingWritten = ({ status }: CommissionStatementView) =>
  status === 'queued' || status === 'running';

export function StatementDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('commissions');
  const queries = useQueryClient();
  const { language } = useLanguage();
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={t('statement.title')} size="lg">
      <Stack gap="lg">
        <StatementForm
          send={(asked, key) =>
            askForCommissionStatement({
              headers: { 'Idempotency-Key': key },
              body: { ...asked, language },
            })
          }
          onSent={() => void queries.invalidateQueries({ queryKey: KEY })}
          onClose={onClose}
        />
        <Made />
      </Stack>
    </Modal>
  );
}

function Made() {
  const { t } = useTranslation('commissions');
  const made = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => listCommissionStatements({ query: { limit: SHOWN }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.items.some(isBeingWritten) ? POLL_MS : false),
  });
  return (
    <Loaded query={made}>
      {({ items }) =>
        items.length ? (
          <section aria-live="polite" aria-label={t('statement.made')}>
            <FileList items={items}>{(one) => <Statement one={one} />}</FileList>
          </section>
        ) : null
      }
    </Loaded>
  );
}

function Statement({ one }: { one: CommissionStatementView }) {
  const { t } = useTranslation('commissions');
  const { tag } = useLanguage();
  return (
    <>
      <div>
        <Group gap="xs">
          <Text fw={550} size="sm">
            {t('statement.days', {
              from: formatDay(one.first, tag),
              to: formatDay(one.last, tag),
            })}
          </Text>
          <Chip>{t(`statement.formats.${one.format === 'xlsx' ? 'xlsx' : 'pdf'}`)}</Chip>
          <Chip tone={TONES[one.status]}>{t(`statement.states.${one.status}`)}</Chip>
        </Group>
        <Text size="sm" c="dimmed">
          <Told one={one} />
        </Text>
      </div>
      {isKept(one.file_until) ? (
        <FetchFile
          label={t('statement.fetch')}
          open={() => openCommissionStatement({ path: { statement_id: one.id } })}
        />
      ) : null}
    </>
  );
}

/** How far it is, why there is none, or what is in it and how long it is kept. */
function Told({ one }: { one: CommissionStatementView }) {
  const { t } = useTranslation('commissions');
  const { tag } = useLanguage();
  if (one.status === 'failed') {
    const most = one.most_rows === null ? '' : formatCount(one.most_rows, tag);
    return one.problem === 'pdf_too_long'
      ? t('statement.problems.pdf_too_long', { most })
      : t(`statement.problems.${one.problem === 'export_too_large' ? 'too_large' : 'other'}`);
  }
  const lines = t('statement.lines', { count: one.rows, shown: formatCount(one.rows, tag) });
  if (!one.file_until) return lines;
  return (
    <>
      {one.rows ? lines : t('statement.empty')} {t('statement.kept_until')}{' '}
      <Time at={one.file_until} style="date" />
    </>
  );
}
