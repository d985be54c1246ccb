/** A request's story: what happened, when, by whom, and who must act next. */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import type { Tone } from './StatusChip';
import classes from './Timeline.module.css';

export interface TimelineStep {
  id: string;
  title: string;
  at: string;
  /** Who did it, already in words. */
  by?: string;
  /** A reason, a comment, what to do. */
  note?: ReactNode;
  tone?: Tone;
}

export interface TimelineProps {
  steps: readonly TimelineStep[];
  /** Who must act next, in words; the last point of a story that is not over. */
  next?: ReactNode;
}

export function Timeline({ steps, next }: TimelineProps) {
  const { t } = useTranslation('common');
  return (
    <ol className={classes.line} aria-label={t('timeline.label')}>
      {steps.map((step) => (
        <li key={step.id} className={classes.step}>
          <span className={clsx(classes.dot, classes[step.tone ?? 'neutral'])} aria-hidden />
          <div className={classes.title}>{step.title}</div>
          <div className={classes.meta}>
            <Time at={step.at} />
            {step.by ? <span>{step.by}</span> : null}
          </div>
          {step.note ? <div className={classes.note}>{step.note}</div> : null}
        </li>
      ))}
      {next ? (
        <li className={clsx(classes.step, classes.next)} aria-current="step">
          <span className={classes.dot} aria-hidden />
          <div className={classes.title}>{next}</div>
        </li>
      ) : null}
    </ol>
  );
}
