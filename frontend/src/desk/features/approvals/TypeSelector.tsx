/** Request types as tabs, each with how many wait. */
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { REQUEST_TYPES } from '../../records/types';
import { useWords } from '../../records/words';
import { useRequestCounts } from '../../shell/useToDoCount';
import type { QueueView } from './requests';
import classes from './TypeSelector.module.css';

interface TypeSelectorProps {
  view: QueueView;
  onChoose: (type: string | undefined) => void;
}

export function TypeSelector({ view, onChoose }: TypeSelectorProps) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const { tag } = useLanguage();
  const { data } = useRequestCounts();
  const countOf = (type: string): number => {
    const found = data?.items.find((one) => one.type === type);
    return (view.view === 'all' ? found?.pending : found?.to_do) ?? 0;
  };
  const total = REQUEST_TYPES.reduce((sum, type) => sum + countOf(type), 0);
  const tab = (type: string | undefined, label: string, count: number) => (
    <button
      key={type ?? 'every'}
      type="button"
      className={classes.tab}
      aria-pressed={view.type === type}
      onClick={() => onChoose(type)}
    >
      {label}
      {data ? (
        <span className={classes.count} data-some={count > 0 || undefined}>
          {formatCount(count, tag)}
          {data.capped && count >= 100 ? '+' : ''}
        </span>
      ) : null}
    </button>
  );
  return (
    <fieldset className={classes.tabs} aria-label={t('types')}>
      {tab(undefined, t('every_type'), total)}
      {REQUEST_TYPES.map((type) => tab(type, words('request', type), countOf(type)))}
    </fieldset>
  );
}
