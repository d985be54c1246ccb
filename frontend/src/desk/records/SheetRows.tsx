/** Rows of a file, each with its number and all that is wrong with it, column by column. */
import { ScrollArea, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReviewedSheetView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { useFaultWords } from './faults';
import classes from './SheetRows.module.css';

const SHOWN_AT_MOST = 200;

type ReviewedRow = ReviewedSheetView['rows'][number];

interface RowsProps {
  rows: readonly ReviewedRow[];
  columns: readonly string[];
  label: string;
}

export function SheetRows({ rows, columns, label }: RowsProps) {
  const { t } = useTranslation('desk-words');
  const shown = rows.slice(0, SHOWN_AT_MOST);
  return (
    <Stack gap="md">
      <ScrollArea.Autosize mah={520} type="auto">
        <ul className={classes.review} aria-label={label}>
          {shown.map((row) => (
            <Row key={row.line} row={row} columns={columns} />
          ))}
        </ul>
      </ScrollArea.Autosize>
      {rows.length > shown.length ? (
        <Text size="sm">{t('sheet.more_rows', { count: rows.length - shown.length })}</Text>
      ) : null}
    </Stack>
  );
}

function Row({ row, columns }: { row: ReviewedRow; columns: readonly string[] }) {
  const { t } = useTranslation('desk-words');
  const { tag } = useLanguage();
  const faultWords = useFaultWords();
  const said = columns.flatMap((column) => row.cells[column] ?? []).slice(0, 3);
  return (
    <li>
      <span className={classes.line}>{t('sheet.line', { line: formatCount(row.line, tag) })}</span>
      <span className={classes.said}>
        <bdi>{said.join(' · ')}</bdi>
      </span>
      {row.faults.length === 0 ? (
        <span className={classes.fine}>{t('sheet.fine')}</span>
      ) : (
        <ul className={classes.faults}>
          {row.faults.map((fault) => (
            <li key={fault.column}>
              <code dir="ltr" translate="no">
                {fault.column}
              </code>{' '}
              {faultWords(fault)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
