/** How the parts of a page stand to one another; each falls into one column on a phone. */
import type { ReactNode } from 'react';
import classes from './Layout.module.css';

/** Parts below one another. */
export function Sections({ children }: { children: ReactNode }) {
  return <div className={classes.sections}>{children}</div>;
}

export interface SplitProps {
  /** Two halves instead of a form with a narrower column beside it. */
  even?: boolean;
  children: ReactNode;
}

/** Two parts side by side where there is room. */
export function Split({ even = false, children }: SplitProps) {
  return (
    <div className={classes.split} data-even={even || undefined}>
      {children}
    </div>
  );
}

/** Cards of one size, as many in a row as fit. */
export function Cards({ children }: { children: ReactNode }) {
  return <div className={classes.cards}>{children}</div>;
}

/** Buttons beside one another. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>;
}
