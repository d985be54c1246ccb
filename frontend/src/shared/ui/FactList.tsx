/** Labels with their values, as a definition list: the body of details and explanations. */
import type { ReactNode } from 'react';
import classes from './FactList.module.css';

export interface Fact {
  label: string;
  value: ReactNode;
  /** Emphasised, e.g. the amount the person receives. */
  strong?: boolean;
}

export function FactList({ facts, tinted = false }: { facts: readonly Fact[]; tinted?: boolean }) {
  return (
    <dl className={classes.list} data-tinted={tinted || undefined}>
      {facts.map(({ label, value, strong }) => (
        <div key={label} className={classes.fact}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.value} data-strong={strong || undefined}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
