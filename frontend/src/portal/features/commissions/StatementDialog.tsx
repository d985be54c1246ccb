/** Statements of commissions: asking for one, watching it being written, and fetching the file. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askForCommissionStatement,
  type CommissionStatementView,
  listCommissionStatements,
  openCommissionStatement,
} from '@/api/portal';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { StatementForm } from '@/shared/commissions/StatementForm';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { formatDay } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { Loaded } from '@/shared/ui/Loaded';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import classes from './commissions.module.css';

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
          <section aria-label={t('statement.made')}>
            <ul className={classes.made} aria-live="polite">
              {items.map((one) => (
                <li key={one.id}>
                  <Statement one={one} />
                </li>
              ))}
            </ul>
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
    <div className={classes.statement}>
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
      {one.file_until && new Date(one.file_until) > new Date() ? <Fetch one={one} /> : null}
    </div>
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

function Fetch({ one }: { one: CommissionStatementView }) {
  const { t } = useTranslation('commissions');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const open = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { url } = await openCommissionStatement({ path: { statement_id: one.id } });
      window.location.assign(url);
    } catch (error) {
      setProblem(asApiError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        size="xs"
        loading={busy}
        leftSection={<IconDownload size={15} aria-hidden />}
        onClick={() => void open()}
      >
        {t('statement.fetch')}
      </Button>
      <FormProblem problem={problem} />
    </Stack>
  );
}
