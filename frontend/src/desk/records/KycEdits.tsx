/** What staff have corrected in a record: who, when, from what to what. */
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import type { KycRecord } from './types';

export function KycEdits({ record }: { record: KycRecord }) {
  const { t } = useTranslation('desk-words');
  const { language } = useLanguage();
  if (record.edits.length === 0) return null;
  const labelOf = (key: string) =>
    pickText(record.form.fields.find((field) => field.key === key)?.label, language) || key;
  return (
    <section aria-label={t('kyc_edits')}>
      <FactList
        tinted
        facts={record.edits.map((edit, place) => ({
          label: `${place + 1}. ${labelOf(edit.key)}`,
          value: (
            <>
              <del>
                <bdi>{edit.before || '—'}</bdi>
              </del>{' '}
              <ins>
                <bdi>{edit.after || '—'}</bdi>
              </ins>
              <br />
              <bdi>{edit.by_name}</bdi>, <Time at={edit.at} />
            </>
          ),
        }))}
      />
    </section>
  );
}
