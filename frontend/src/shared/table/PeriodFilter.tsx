/** A range of days with the usual presets. Loaded on its own: calendars are heavy. */
import '@mantine/dates/styles.layer.css';
import { DatePickerInput, DatesProvider } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import dayjs from 'dayjs';
import 'dayjs/locale/ar';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { isDay } from '@/shared/time/format';
import classes from './PeriodFilter.module.css';

const DAYJS_LOCALES = { en: 'en', zh: 'zh-cn', ar: 'ar' } as const;
const dayOf = (text: string | undefined) => (text && isDay(text) ? text : null);

type Range = [string | null, string | null];

export interface PeriodFilterProps {
  label: string;
  /** `YYYY-MM-DD` */
  from: string | undefined;
  to: string | undefined;
  onChange: (change: { from: string | undefined; to: string | undefined }) => void;
  width: number | string;
  error?: string;
}

export default function PeriodFilter({
  label,
  from,
  to,
  onChange,
  width,
  error,
}: PeriodFilterProps) {
  const { t } = useTranslation('common');
  const { language } = useLanguage();
  const [half, setHalf] = useState<Range | null>(null);
  const change = (range: Range) => {
    const [start, end] = range;
    // A range is applied when both its ends are chosen, or when it has been cleared.
    const complete = (start === null) === (end === null);
    setHalf(complete ? null : range);
    if (complete) onChange({ from: start ?? undefined, to: end ?? undefined });
  };
  const day = (offset: number) => dayjs().subtract(offset, 'day').format('YYYY-MM-DD');
  const preset = (start: string, text: string) => ({
    value: [start, day(0)] as Range,
    label: text,
  });
  return (
    <DatesProvider
      settings={{ locale: DAYJS_LOCALES[language], firstDayOfWeek: language === 'ar' ? 6 : 1 }}
    >
      {/* The group names it: the control's own name is the range it shows. */}
      <fieldset aria-label={label} className={classes.bare}>
        <DatePickerInput
          type="range"
          placeholder={label}
          w={width}
          size="sm"
          error={error}
          clearable
          clearButtonProps={{ 'aria-label': t('table.clear_one', { name: label }) }}
          allowSingleDateInRange
          valueFormat="D MMM YYYY"
          leftSection={<IconCalendar size={16} aria-hidden />}
          value={half ?? [dayOf(from), dayOf(to)]}
          onChange={change}
          presets={[
            preset(day(0), t('period.today')),
            preset(day(6), t('period.last_7')),
            preset(day(29), t('period.last_30')),
            preset(dayjs().startOf('month').format('YYYY-MM-DD'), t('period.this_month')),
          ]}
        />
      </fieldset>
    </DatesProvider>
  );
}
