/** A quiet surface with an optional heading: the frame of figures, forms and tables. */
import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

export interface PanelProps {
  title?: string;
  /** Beside the heading: a link, a chip, a "why". */
  aside?: ReactNode;
  /** No inner margin: the content (a table) brings its own. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, aside, flush = false, className, children }: PanelProps) {
  const id = useId();
  return (
    <section
      className={clsx(classes.panel, flush && classes.flush, className)}
      aria-labelledby={title ? id : undefined}
    >
      {title || aside ? (
        <div className={classes.head}>
          {title ? (
            <h2 id={id} className={classes.title}>
              {title}
            </h2>
          ) : null}
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}
