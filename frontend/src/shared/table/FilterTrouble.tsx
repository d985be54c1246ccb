/**
 * In place of rows: which filters cannot be taken as they are, and what each of them takes.
 * Loaded on its own: it is seldom needed.
 */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/ui/EmptyState';
import type { FilterProblems } from './filterProblems';
import { useFilterSentences } from './filterSentences';
import classes from './table.module.css';
import type { Filter } from './types';

interface FilterTroubleProps {
  problems: FilterProblems;
  filters: readonly Filter[];
  clear: ReactNode;
}

export default function FilterTrouble({ problems, filters, clear }: FilterTroubleProps) {
  const { t } = useTranslation('common');
  const sentences = useFilterSentences();
  return (
    <div role="alert">
      <EmptyState
        icon={IconAlertTriangle}
        title={t('table.filters_wrong')}
        hint={sentences(problems, filters).map((sentence) => (
          <span key={sentence} className={classes.sentence}>
            {sentence}
          </span>
        ))}
        action={clear}
      />
    </div>
  );
}
