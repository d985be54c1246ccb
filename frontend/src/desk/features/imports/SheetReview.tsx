/** The rows of a file with all that is wrong with each, before anything is done. */
import { Alert, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewedSheetView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { SheetRows } from '../../records/SheetRows';

export function SheetReview({ sheet, title }: { sheet: ReviewedSheetView; title: string }) {
  const { t } = useTranslation('desk-imports');
  const { tag } = useLanguage();
  const [all, setAll] = useState(sheet.faulty === 0);
  const rows = all ? sheet.rows : sheet.rows.filter(({ faults }) => faults.length > 0);
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
      <SheetRows rows={rows} columns={sheet.columns} label={title} />
    </Stack>
  );
}
