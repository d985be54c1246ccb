/** What one decision on many would come to: counts and sums by type, and what is left out and why. */
import { ScrollArea, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import type { ReviewedDecision, ReviewedDecisions } from '../../records/types';
import { useCodeWords, useWords } from '../../records/words';
import classes from './ManyReview.module.css';
import { fineOf, type Verdict } from './many';

interface ManyReviewProps {
  reviewed: ReviewedDecisions;
  verdict: Verdict;
}

export function ManyReview({ reviewed, verdict }: ManyReviewProps) {
  const { t } = useTranslation('desk-approvals');
  const { items, tallies } = reviewed;
  const left = items.filter(({ code }) => code !== null);
  const goOn = fineOf(items).filter(({ node, nodes }) => node < nodes).length;
  return (
    <Stack gap="md">
      {tallies.length > 0 ? <Tallies tallies={tallies} /> : null}
      {verdict === 'approved' && goOn > 0 ? (
        <Text size="sm">{t('many.goes_on', { count: goOn })}</Text>
      ) : null}
      {left.length > 0 ? (
        <div>
          <Text size="sm" fw={600}>
            {t('many.left_out', { count: left.length })}
          </Text>
          <ScrollArea.Autosize mah={220} type="auto">
            <ul className={classes.left} aria-label={t('many.left_out', { count: left.length })}>
              {left.map((one) => (
                <Left key={one.id} one={one} />
              ))}
            </ul>
          </ScrollArea.Autosize>
        </div>
      ) : null}
    </Stack>
  );
}

function Tallies({ tallies }: Pick<ReviewedDecisions, 'tallies'>) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const { tag } = useLanguage();
  return (
    <table className={classes.tallies}>
      <caption>{t('many.will')}</caption>
      <tbody>
        {tallies.map(({ type, count, sums }) => (
          <tr key={type}>
            <th scope="row">{words('request', type)}</th>
            <td className="tabular">{formatCount(count, tag)}</td>
            <td className={classes.sums}>
              {sums.map((sum) => (
                <div key={sum.currency}>
                  <Amount value={sum} />
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Left({ one }: { one: ReviewedDecision }) {
  const words = useWords();
  const codeWords = useCodeWords();
  return (
    <li>
      <span>
        {one.type ? words('request', one.type) : <bdi>{one.id}</bdi>}{' '}
        {one.amount ? <Amount value={one.amount} /> : null}{' '}
        <bdi className={classes.soft}>{one.client_name}</bdi>
      </span>
      <span className={classes.why}>{one.code ? codeWords(one.code) : null}</span>
    </li>
  );
}
