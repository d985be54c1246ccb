/** What our books say, and what the other side has. */
import { useTranslation } from 'react-i18next';
import type { BreakStoryView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Panel } from '@/shared/ui/Panel';
import { Sideways } from '@/shared/ui/Sideways';
import { Chip } from '@/shared/ui/StatusChip';
import { RecordLink } from '../../records/RecordLink';
import { useWords } from '../../records/words';
import classes from './reconciliation.module.css';
import { useBreakWords } from './words';

export function BothSides({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  return (
    <div className={classes.two}>
      <Panel title={t('ours')}>
        {broken.ours.length > 0 ? <Ours broken={broken} /> : <EmptyState title={t('none_ours')} />}
      </Panel>
      <Panel title={t('theirs', { name: broken.side_name })}>
        {broken.theirs.length > 0 ? (
          <Theirs broken={broken} />
        ) : (
          <EmptyState title={t('none_theirs')} />
        )}
      </Panel>
    </div>
  );
}

function Ours({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  const words = useWords();
  return (
    <Sideways label={t('ours')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('entry')}</th>
            <th scope="col">{words('fact', 'at')}</th>
            <th scope="col" className={classes.end}>
              {words('fact', 'amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {broken.ours.map((line) => (
            <tr key={line.entry_id}>
              <td className={classes.code}>
                <RecordLink type="entry" id={line.entry_id} />{' '}
                {line.is_repair ? <Chip tone="info">{t('is_repair')}</Chip> : null}
              </td>
              <td>
                <Time at={line.at} style="second" />
              </td>
              <td className={classes.end}>
                <Amount value={line.amount} signed />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Theirs({ broken }: { broken: BreakStoryView }) {
  const { t } = useTranslation('desk-reconciliation');
  const words = useWords();
  const own = useBreakWords();
  return (
    <Sideways label={t('theirs', { name: broken.side_name })}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('reference')}</th>
            <th scope="col">{words('fact', 'at')}</th>
            <th scope="col" className={classes.end}>
              {words('fact', 'amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {broken.theirs.map((line) => (
            <tr key={`${line.reference}-${line.what}`}>
              <td>
                {own('what', line.what)} <bdi className={classes.code}>{line.reference}</bdi>
                {line.login !== null && line.login !== broken.login ? (
                  <> {t('on_login', { login: line.login })}</>
                ) : null}
                {line.comment ? (
                  <>
                    <br />
                    <bdi className={classes.code}>{line.comment}</bdi>
                  </>
                ) : null}
              </td>
              <td>
                <Time at={line.at} style="second" />
              </td>
              <td className={classes.end}>
                {line.amount ? <Amount value={line.amount} signed /> : '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
