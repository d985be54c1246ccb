/** Which steps there are, which are done, and where somebody is; done ones can be returned to. */
import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import type { Step } from './draft';
import classes from './StepBar.module.css';

export interface StepBarProps {
  steps: readonly Step[];
  current: Step;
  /** How many steps from the first on can be gone to. */
  reached: number;
  onGo: (step: Step) => void;
}

export function StepBar({ steps, current, reached, onGo }: StepBarProps) {
  const { t } = useTranslation('portal-registration');
  const { tag } = useLanguage();
  const here = steps.indexOf(current);
  return (
    <nav aria-label={t('steps.bar')}>
      <ol className={classes.bar}>
        {steps.map((step, at) => {
          const isDone = at < reached && at !== here;
          return (
            <li
              key={step}
              className={classes.step}
              data-current={at === here || undefined}
              data-done={isDone || undefined}
            >
              <UnstyledButton
                className={classes.button}
                disabled={at > reached || at === here}
                aria-current={at === here ? 'step' : undefined}
                onClick={() => onGo(step)}
              >
                <span className={classes.mark} aria-hidden>
                  {isDone ? <IconCheck size={14} stroke={2.4} /> : formatCount(at + 1, tag)}
                </span>
                <span className={classes.name}>{t(`steps.names.${step}`)}</span>
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
