/** The rows of a file with all that is wrong with each, before anything is done. */
import { Alert, ScrollArea, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewedSheetView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { useFaultWords } from '../../records/faults';
import classes from './imports.module.css';

const SHOWN_AT_MOST = 200;

export function SheetReview({ sheet, title }: { sheet: ReviewedSheetView; title: string }) {
  const { t } = useTranslation('desk-imports');
  const { tag } = useLanguage();
  const [all, setAll] = useState(sheet.faulty === 0);
  const rows = all ? sheet.rows : sheet.rows.filter(({ faults }) => faults.length > 0);
  const shown = rows.slice(0, SHOWN_AT_MOST);
  return (
    <Stack gap="md">
      {sheet.faulty > 0 ? (
        <Alert color="yellow" role="status">
          {t('faulty', { count: sheet.faulty, all: formatCount(sheet.count, tag) })}
        </Alert>
      ) : (
        <Alert color="green" role="status">
          {t('faultless', { count: sheet.count })}
        </Alert>
      )}
      {sheet.ignored.length > 0 ? (
        <Alert color="yellow">{t('ignored', { columns: sheet.ignored.join(', ') })}</Alert>
      ) : null}
      {sheet.faulty > 0 && sheet.faulty < sheet.count ? (
        <Switch
          label={t('show_all')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      ) : null}
      <ScrollArea.Autosize mah={520} type="auto">
        <ul className={classes.review} aria-label={title}>
          {shown.map((row) => (
            <Row key={row.line} row={row} columns={sheet.columns} />
          ))}
        </ul>
      </ScrollArea.Autosize>
      {rows.length > shown.length ? (
        <Text size="sm">{t('more_rows', { count: rows.length - shown.length })}</Text>
      ) : null}
    </Stack>
  );
}

interface RowProps {
  row: ReviewedSheetView['rows'][number];
  columns: readonly string[];
}

function Row({ row, columns }: RowProps) {
  const { t } = useTranslation('desk-imports');
  const { tag } = useLanguage();
  const faultWords = useFaultWords();
  const said = columns.flatMap((column) => row.cells[column] ?? []).slice(0, 3);
  return (
    <li>
      <span className={classes.line}>{t('line', { line: formatCount(row.line, tag) })}</span>
      <span className={classes.said}>
        <bdi>{said.join(' · ')}</bdi>
      </span>
      {row.faults.length === 0 ? (
        <span className={classes.fine}>{t('fine')}</span>
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
