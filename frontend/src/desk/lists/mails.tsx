/** Mails as a list: columns, and one mail beside it with what is known of it. */
import { Button, Drawer, Stack } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailView } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, DataTableProps } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { RecordLink } from '../records/RecordLink';
import { useWords } from '../records/words';
import { useCan } from '../session';

const TONES: Readonly<Record<MailView['status'], Tone>> = {
  sending: 'info',
  postponed: 'warn',
  sent: 'good',
  refused: 'bad',
  bounced: 'bad',
  complained: 'bad',
  withheld: 'warn',
  void: 'neutral',
};
export const MAIL_STATUSES = [
  'sending',
  'postponed',
  'sent',
  'refused',
  'bounced',
  'complained',
  'withheld',
  'void',
] as const;

function MailStatus({ status }: { status: MailView['status'] }) {
  const words = useWords();
  return <Chip tone={TONES[status]}>{words('mail', status)}</Chip>;
}

export function useMailColumns(): Column<MailView>[] {
  const words = useWords();
  return useMemo(
    () => [
      {
        id: 'subject',
        header: words('fact', 'subject'),
        width: 300,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.subject || words('event', row.event)}</bdi>,
      },
      {
        id: 'status',
        header: words('fact', 'status'),
        width: 130,
        card: 'mark',
        cell: (row) => <MailStatus status={row.status} />,
      },
      {
        id: 'to',
        header: words('fact', 'to'),
        width: 240,
        cell: (row) => <bdi>{row.to}</bdi>,
      },
      {
        id: 'name',
        header: words('fact', 'name'),
        width: 180,
        cell: (row) => <bdi>{row.recipient.name || '—'}</bdi>,
      },
      {
        id: 'event',
        header: words('fact', 'event'),
        width: 220,
        cell: (row) => words('event', row.event),
      },
      {
        id: 'language',
        header: words('fact', 'language'),
        width: 110,
        hiddenAtFirst: true,
        cell: (row) => row.language,
      },
      {
        id: 'at',
        header: words('fact', 'at'),
        width: 220,
        cell: (row) => <Time at={row.at} style="second" />,
      },
    ],
    [words],
  );
}

type MailListProps = Omit<DataTableProps<MailView>, 'columns' | 'rowKey' | 'onOpen'>;

export function MailList(props: MailListProps) {
  const { t } = useTranslation('desk-words');
  const { direction } = useLanguage();
  const [shown, show] = useState<MailView | null>(null);
  return (
    <>
      <DataTable {...props} columns={useMailColumns()} rowKey={(row) => row.id} onOpen={show} />
      <Drawer
        opened={shown !== null}
        onClose={() => show(null)}
        position={direction === 'rtl' ? 'left' : 'right'}
        title={t('mails.one')}
        size="lg"
      >
        {shown ? <MailDetail mail={shown} queryKey={props.queryKey} /> : null}
      </Drawer>
    </>
  );
}

function MailDetail({ mail, queryKey }: { mail: MailView; queryKey: readonly unknown[] }) {
  const { t } = useTranslation('desk-words');
  const words = useWords();
  const label = (code: string) => words('fact', code);
  // What was held back says why in our words; all else is the vendor's own code.
  const problem = mail.status === 'withheld' ? words('mail', mail.problem) : mail.problem;
  return (
    <Stack gap="lg">
      <FactList
        facts={[
          { label: label('subject'), value: <bdi>{mail.subject || '—'}</bdi> },
          { label: label('status'), value: <MailStatus status={mail.status} /> },
          { label: label('to'), value: <bdi>{mail.to}</bdi> },
          { label: label('name'), value: <bdi>{mail.recipient.name || '—'}</bdi> },
          { label: label('event'), value: words('event', mail.event) },
          { label: label('language'), value: mail.language },
          { label: label('at'), value: <Time at={mail.at} style="second" /> },
          { label: label('attempts'), value: mail.attempts },
          ...(mail.problem ? [{ label: label('reason'), value: <bdi>{problem}</bdi> }] : []),
          ...(mail.cause
            ? [
                {
                  label: label('about'),
                  value: <RecordLink type={mail.cause.type} id={mail.cause.id} />,
                },
              ]
            : []),
        ]}
      />
      <p style={{ margin: 0, color: 'var(--fl-soft)', fontSize: 14 }}>{t('mails.no_body')}</p>
      <Repeat mail={mail} queryKey={queryKey} />
    </Stack>
  );
}

function Repeat({ mail, queryKey }: { mail: MailView; queryKey: readonly unknown[] }) {
  const { t } = useTranslation('desk-words');
  const can = useCan();
  const api = useApi();
  const queries = useQueryClient();
  const repeat = useMutation({
    mutationFn: () => api.post(`/api/desk/mails/${encodeURIComponent(mail.id)}/repeats`),
    onSuccess: () => {
      toastDone(t('mails.repeated'));
      void queries.invalidateQueries({ queryKey });
    },
  });
  if (!mail.repeatable || !can('repeat_mails')) return null;
  return (
    <Stack gap="xs" align="flex-start">
      <FormProblem problem={repeat.error ? asApiError(repeat.error) : null} />
      <Button
        variant="default"
        leftSection={<IconMailForward size={16} />}
        loading={repeat.isPending}
        onClick={() => repeat.mutate()}
      >
        {t('mails.repeat')}
      </Button>
    </Stack>
  );
}
