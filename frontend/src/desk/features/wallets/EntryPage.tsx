/** One entry of the ledger: what moved between which accounts, why, by whom, and its seal. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { sumByCurrency } from '@/shared/money/money';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Sideways } from '@/shared/ui/Sideways';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { RecordLink } from '../../records/RecordLink';
import type { Entry } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import classes from './wallets.module.css';

export default function EntryPage() {
  const { entryId = '' } = useParams({ strict: false }) as { entryId?: string };
  const entry = useQuery(useRead<Entry>(`/api/desk/entries/${encodeURIComponent(entryId)}`));
  return (
    <Loaded query={entry} skeleton={<PageSkeleton />}>
      {(one) => <EntrySheet entry={one} />}
    </Loaded>
  );
}

function EntrySheet({ entry }: { entry: Entry }) {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  return (
    <div className={classes.page}>
      <PageHeader
        title={words('entry', entry.kind)}
        subtitle={
          <>
            <bdi>{entry.id}</bdi> <CopyButton value={entry.id} label={t('copy_entry')} />
          </>
        }
      />
      <Panel title={t('postings')}>
        <Postings entry={entry} />
      </Panel>
      <div className={classes.grid}>
        <Panel title={t('origin')}>
          <Origin entry={entry} />
        </Panel>
        <Panel title={t('chain')}>
          <p className={classes.soft}>{t('chain_hint')}</p>
          {entry.chain.map((link) => (
            <div key={`${link.wallet}-${link.sequence}`} className={classes.chain}>
              <FactList
                facts={[
                  { label: words('fact', 'wallet'), value: <bdi>{link.wallet}</bdi> },
                  { label: words('fact', 'sequence'), value: link.sequence },
                  { label: t('previous_hash'), value: <Hash value={link.previous_hash} /> },
                  { label: t('hash'), value: <Hash value={link.hash} /> },
                ]}
              />
            </div>
          ))}
        </Panel>
      </div>
    </div>
  );
}

function Hash({ value }: { value: string }) {
  return (
    <bdi dir="ltr" className={classes.hash}>
      {value || '—'}
    </bdi>
  );
}

function Origin({ entry }: { entry: Entry }) {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  const label = (code: string) => words('fact', code);
  const { cause, rate } = entry;
  return (
    <FactList
      facts={[
        { label: label('at'), value: <Time at={entry.at} style="second" /> },
        {
          label: label('cause'),
          value: (
            <>
              {words('cause', cause.type)} <RecordLink type={cause.type} id={cause.id} />
            </>
          ),
        },
        { label: label('actor'), value: <bdi>{entry.actor}</bdi> },
        { label: label('memo'), value: words('entry', entry.memo) },
        ...(rate
          ? [
              {
                label: label('rate'),
                value: <bdi dir="ltr">{`1 ${rate.source} = ${rate.rate} ${rate.target}`}</bdi>,
              },
              {
                label: t('rate_origin'),
                value: (
                  <>
                    <bdi>{rate.origin}</bdi> <Time at={rate.at} />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** The lines with their sum: zero in every currency, or it would not be in the books. */
function Postings({ entry }: { entry: Entry }) {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  return (
    <Sideways label={t('postings')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('ledger_account')}</th>
            <th scope="col" className={classes.end}>
              {words('fact', 'amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entry.postings.map((posting, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an entry never change
            <tr key={index}>
              <td>
                {words('ledger', posting.label_code)}{' '}
                {posting.account ? <bdi className={classes.code}>{posting.account}</bdi> : null}
              </td>
              <td className={classes.end}>
                <Amount value={posting.amount} signed />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sumByCurrency(entry.postings.map(({ amount }) => amount)).map((sum) => (
            <tr key={sum.currency}>
              <td>{t('sum')}</td>
              <td className={classes.end}>
                <Amount value={sum} />
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
    </Sideways>
  );
}
