/** The day from which a change is in force. Loaded on its own: calendars are heavy. */
import '@mantine/dates/styles.layer.css';
import { DatePickerInput, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/ar';
import 'dayjs/locale/zh-cn';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';

const DAYJS_LOCALES = { en: 'en', zh: 'zh-cn', ar: 'ar' } as const;
const DAY_MS = 86_400_000;

interface EffectiveDayProps {
  /** `YYYY-MM-DD`; null: at once. */
  day: string | null;
  onChange: (day: string | null) => void;
}

export default function EffectiveDay({ day, onChange }: EffectiveDayProps) {
  const { t } = useTranslation('desk-settings');
  const { language } = useLanguage();
  return (
    <DatesProvider
      settings={{ locale: DAYJS_LOCALES[language], firstDayOfWeek: language === 'ar' ? 6 : 1 }}
    >
      <DatePickerInput
        label={t('effective')}
        description={t('effective_hint')}
        placeholder={t('at_once')}
        clearable
        clearButtonProps={{ 'aria-label': t('at_once') }}
        minDate={new Date(Date.now() + DAY_MS)}
        valueFormat="D MMM YYYY"
        value={day}
        onChange={onChange}
      />
    </DatesProvider>
  );
}
