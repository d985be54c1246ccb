/** Every e-mail that was tried. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailView } from '@/api/desk/types.gen';
import type { Filter } from '@/shared/table/types';
import { useZone } from '@/shared/time/zone';
import { PageHeader } from '@/shared/ui/PageHeader';
import { ExportButton } from '../../lists/ExportButton';
import { MAIL_STATUSES, MailList } from '../../lists/mails';
import { withMoments } from '../../records/period';
import { useList } from '../../records/useList';
import { useChoices, useWordedChoices, useWords } from '../../records/words';

export default function MailsPage() {
  const { t } = useTranslation('desk-logs');
  const words = useWords();
  const { zone } = useZone();
  const load = useList<MailView>('/api/desk/mails');
  const events = useWordedChoices('event');
  const statuses = useChoices('mail', MAIL_STATUSES);
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'who', label: t('recipient') },
      { kind: 'choice', id: 'event', label: words('fact', 'event'), options: events },
      { kind: 'choice', id: 'status', label: words('fact', 'status'), options: statuses },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [t, words, events, statuses],
  );
  return (
    <>
      <PageHeader title={t('mails')} subtitle={t('mails_hint')} />
      <MailList
        id="desk.mails"
        label={t('mails')}
        filters={filters}
        queryKey={['desk', 'mails']}
        load={(query, signal) =>
          load({ ...query, filters: recipientOf(withMoments(query.filters, zone)) }, signal)
        }
        actions={<ExportButton kind="mails" filters={filters} />}
        empty={{ title: t('no_mails'), hint: t('no_mails_hint') }}
      />
    </>
  );
}

/** A client's number is enough to name a client. */
function recipientOf(filters: Record<string, string>): Record<string, string> {
  const { who } = filters;
  return who && !who.includes(':') ? { ...filters, who: `client:${who}` } : filters;
}
