/** One ledger entry: why it was made, what it moved, and its place in the wallet's chain. */
import { Anchor, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '@/api/portal';
import { readOwnEntryOptions } from '@/api/portal/@tanstack/react-query.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount, formatDecimalText } from '@/shared/money/format';
import { signOf } from '@/shared/money/money';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { PageSkeleton } from '@/shared/ui/skeletons';
import classes from './funds.module.css';

export default function EntryPage() {
  const [{ id = '' }] = useSearchTexts();
  const entry = useQuery(readOwnEntryOptions({ path: { entry_id: id } }));
  return (
    <Loaded query={entry} skeleton={<PageSkeleton />}>
      {(found) => <Content entry={found} />}
    </Loaded>
  );
}

function Content({ entry }: { entry: EntryView }) {
  const { t } = useTranslation(['portal-funds', 'portal-records']);
  return (
    <>
      <PageHeader
        title={t(`portal-records:entries.${entry.kind}`)}
        subtitle={t('entry.subtitle')}
      />
      <Sections>
        <Panel title={t('entry.why')}>
          <p className={classes.why}>{t(`entry.whys.${entry.kind}`)}</p>
          <Cause entry={entry} />
        </Panel>
        <Panel title={t('entry.postings')}>
          <p className={classes.hint}>{t('entry.postings_hint')}</p>
          <Postings entry={entry} />
        </Panel>
        <Chain entry={entry} />
      </Sections>
    </>
  );
}

/** Whether money has come from another client, whose request is not ours to see. */
const isFromAnother = ({ cause, postings }: EntryView): boolean =>
  cause.type === 'client_transfer' &&
  postings.some(({ account, amount }) => account?.startsWith('available:') && signOf(amount) > 0);

function Cause({ entry }: { entry: EntryView }) {
  const { t } = useTranslation(['portal-funds', 'portal-records']);
  const { tag } = useLanguage();
  const facts: Fact[] = [
    { label: t('entry.at'), value: <Time at={entry.at} /> },
    {
      label: t('entry.by'),
      value: t(`entry.actors.${entry.actor}`, { defaultValue: t('entry.actors.system') }),
    },
    {
      label: t('entry.cause'),
      value:
        entry.cause.type === 'adjustment' || isFromAnother(entry) ? (
          t(`portal-records:causes.${entry.cause.type}`)
        ) : (
          <Anchor component={Link} to={`/funds/requests/${entry.cause.id}`} inherit>
            {t(`portal-records:causes.${entry.cause.type}`)}
          </Anchor>
        ),
    },
    {
      label: t('entry.id'),
      value: (
        <>
          <bdi className={classes.mono}>{entry.id}</bdi>{' '}
          <CopyButton value={entry.id} label={t('entry.copy_id')} />
        </>
      ),
    },
  ];
  if (entry.rate) {
    facts.push({
      label: t('entry.rate'),
      value: t('entry.rate_text', {
        source: entry.rate.source,
        rate: formatDecimalText(entry.rate.rate, tag),
        target: entry.rate.target,
        origin: entry.rate.origin,
      }),
    });
  }
  return <FactList facts={facts} />;
}

function Postings({ entry }: { entry: EntryView }) {
  const { t } = useTranslation('portal-funds');
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('entry.account')}</Table.Th>
          <Table.Th className={classes.end}>{t('entry.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entry.postings.map((posting, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes
          <Table.Tr key={place}>
            <Table.Td>{t(`ledger_accounts.${posting.label_code}`)}</Table.Td>
            <Table.Td className={classes.end}>
              <Amount value={posting.amount} signed />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Chain({ entry }: { entry: EntryView }) {
  const { t } = useTranslation('portal-funds');
  const { tag } = useLanguage();
  if (entry.chain.length === 0) return null;
  return (
    <Panel title={t('entry.chain')}>
      <p className={classes.hint}>{t('entry.chain_hint')}</p>
      <Sections>
        {entry.chain.map((link) => (
          <FactList
            key={`${link.wallet}-${link.sequence}`}
            facts={[
              { label: t('lines.sequence'), value: formatCount(link.sequence, tag) },
              {
                label: t('entry.hash'),
                value: (
                  <bdi dir="ltr" className={classes.mono}>
                    {link.hash}
                  </bdi>
                ),
              },
              {
                label: t('entry.previous_hash'),
                value: (
                  <bdi dir="ltr" className={classes.mono}>
                    {link.previous_hash}
                  </bdi>
                ),
              },
            ]}
          />
        ))}
      </Sections>
    </Panel>
  );
}
