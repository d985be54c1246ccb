/** Says that there is nothing, why, and what to do next. Never a dead end. */
import { IconInbox } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import classes from './states.module.css';

export interface EmptyStateProps {
  title: string;
  hint?: ReactNode;
  /** The next step: a button or a link. */
  action?: ReactNode;
  icon?: ComponentType<{ size?: number; stroke?: number }>;
}

export function EmptyState({ title, hint, action, icon: Icon = IconInbox }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <span className={classes.icon} aria-hidden>
        <Icon size={22} stroke={1.6} />
      </span>
      <p className={classes.title}>{title}</p>
      {hint ? <p className={classes.hint}>{hint}</p> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
