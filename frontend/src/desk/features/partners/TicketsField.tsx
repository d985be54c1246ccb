/** Tickets, typed or pasted or read from a sheet, and what of them will be looked at. */
import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ImportTemplateView,
  ReviewedTicketsView,
  TradingServerView,
} from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { saveText } from '@/shared/ui/saveText';
import { SheetRows } from '../../records/SheetRows';
import { useServers } from '../../records/servers';
import { TABLES, tableOf } from '../../records/tables';
import { readTickets } from './ticketText';

const PATH = '/api/desk/ticket-sheets';
const ODD_SHOWN = 5;

interface TicketsProps {
  server: string;
  value: string;
  error: ReactNode;
  onChange: (text: string) => void;
  /** The sheet that the tickets are from, as long as nobody has typed. */
  sheet: ReviewedTicketsView | null;
  onSheet: (sheet: ReviewedTicketsView, server: string) => void;
}

export function TicketsField({ server, value, error, onChange, sheet, onSheet }: TicketsProps) {
  const { t } = useTranslation('desk-runs');
  const found = useServers().find(({ id }) => id === server);
  return (
    <Stack gap="xs">
      <Textarea
        label={t('tickets')}
        description={hintFor(found, t)}
        dir="ltr"
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        error={error}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Typed text={value} />
      <FromSheet server={server} onSheet={onSheet} />
      {sheet ? <Sheet sheet={sheet} /> : null}
    </Stack>
  );
}

type Words = ReturnType<typeof useTranslation<'desk-runs'>>['t'];

/** Which of its numbers a deal goes by on the platform of the server. */
function hintFor(server: TradingServerView | undefined, t: Words): string {
  if (!server) return t('tickets_hint');
  return t(server.platform === 'ctrader' ? 'number_of.ctrader' : 'number_of.mt5');
}

function Typed({ text }: { text: string }) {
  const { t } = useTranslation('desk-runs');
  const { tag } = useLanguage();
  const { tickets, doubles, odd } = readTickets(text);
  const words = odd.slice(0, ODD_SHOWN).join(' · ');
  const more = odd.length - ODD_SHOWN;
  return (
    <Stack gap="xs" aria-live="polite">
      <Text size="sm">
        {t('tickets_counted', { count: tickets.length })}
        {doubles > 0 ? <> · {t('doubles', { count: doubles })}</> : null}
      </Text>
      {odd.length > 0 ? (
        <Alert color="yellow">
          {more > 0
            ? t('odd_tickets_more', { words, more: formatCount(more, tag) })
            : t('odd_tickets', { words })}
        </Alert>
      ) : null}
    </Stack>
  );
}

function FromSheet({ server, onSheet }: Pick<TicketsProps, 'server' | 'onSheet'>) {
  const { t } = useTranslation('desk-runs');
  const api = useApi();
  const { busy, problem, attempt } = useAttempt();
  const forget = useRef<() => void>(null);
  const send = (file: File | null) =>
    attempt(async () => {
      if (!file) return;
      // Once corrected, a file of the same name is chosen again.
      forget.current?.();
      const body = { server_id: server, ...(await tableOf(file)) };
      onSheet(await api.post<ReviewedTicketsView>(`${PATH}/reviews`, body), server);
    });
  const fetchTemplate = () =>
    attempt(async () => {
      const query = new URLSearchParams({ server_id: server });
      const { template } = await api.get<ImportTemplateView>(`${PATH}?${query}`);
      saveText(`tickets-${server}.csv`, template.text);
    });
  return (
    <>
      <Group gap="sm">
        <FileButton resetRef={forget} accept={TABLES} onChange={(file) => void send(file)}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="compact-sm"
              loading={busy}
              leftSection={<IconUpload size={16} aria-hidden />}
            >
              {t('from_file')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={busy}
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void fetchTemplate()}
        >
          {t('template')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('sheet_hint')}
      </Text>
      <FormProblem problem={problem} />
    </>
  );
}

function Sheet({ sheet }: { sheet: ReviewedTicketsView }) {
  const { t } = useTranslation('desk-runs');
  const { tag } = useLanguage();
  const wrong = sheet.faulty - sheet.doubles;
  const faulty = sheet.rows.filter(({ faults }) => faults.length > 0);
  return (
    <Stack gap="xs">
      <Alert color={sheet.faulty > 0 ? 'yellow' : 'green'} role="status">
        {t('sheet_read', {
          rows: formatCount(sheet.count, tag),
          tickets: formatCount(sheet.tickets.length, tag),
          doubles: formatCount(sheet.doubles, tag),
          wrong: formatCount(wrong, tag),
        })}
        {sheet.ignored.length > 0 ? (
          <div>{t('sheet_ignored', { columns: sheet.ignored.join(', ') })}</div>
        ) : null}
      </Alert>
      {faulty.length > 0 ? (
        <SheetRows rows={faulty} columns={sheet.columns} label={t('sheet_wrong')} />
      ) : null}
    </Stack>
  );
}
