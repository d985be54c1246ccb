/** What may be wider than the screen: it scrolls by itself, by the keyboard too. */
import type { ReactNode } from 'react';
import classes from './Sideways.module.css';

export function Sideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    // No section: within a panel of the same name there would be two landmarks alike.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className={classes.scroll} role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
