/** What came of a request, large and plain, above its facts. */
import type { ReactNode } from 'react';
import classes from './Outcome.module.css';

export interface OutcomeProps {
  tone: 'good' | 'bad' | 'wait';
  icon: ReactNode;
  title: string;
  text: string;
}

export function Outcome({ tone, icon, title, text }: OutcomeProps) {
  return (
    <div className={classes.outcome} role="status" aria-live="polite">
      <span className={classes.seal} data-tone={tone} aria-hidden>
        {icon}
      </span>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{text}</p>
    </div>
  );
}
