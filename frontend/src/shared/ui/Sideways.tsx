/** What may be wider than the screen: it scrolls by itself, by the keyboard too. */
import type { ReactNode } from 'react';
import classes from './Sideways.module.css';

export function Sideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
