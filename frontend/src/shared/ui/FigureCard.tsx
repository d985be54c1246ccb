/** One figure with its label: the generous cards at the top of dashboards and details. */
import type { ReactNode } from 'react';
import classes from './FigureCard.module.css';

export interface FigureCardProps {
  label: string;
  /** Usually an `Amount` or a count. */
  value: ReactNode;
  /** A second line: a change, a limit, an age. */
  note?: ReactNode;
  /** A "why" popover that explains how the figure came about. */
  why?: ReactNode;
  /** A bar or a sparkline below. */
  children?: ReactNode;
}

export function FigureCard({ label, value, note, why, children }: FigureCardProps) {
  return (
    <div className={classes.card}>
      <div className={classes.label}>
        <span>{label}</span>
        {why}
      </div>
      <div className={classes.value}>{value}</div>
      {note ? <div className={classes.note}>{note}</div> : null}
      {children}
    </div>
  );
}

/** Lays figures out side by side, as many as fit. */
export function FigureRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
