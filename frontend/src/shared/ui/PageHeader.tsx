/** Title, one line of context and the actions of a page; also names the browser tab. */
import type { ReactNode } from 'react';
import { useBrand } from '@/shared/brand/brand';
import classes from './PageHeader.module.css';

export interface PageHeaderProps {
  title: string;
  subtitle?: ReactNode;
  /** Chips beside the title. */
  marks?: ReactNode;
  /** Buttons; they move below the title on a phone. */
  actions?: ReactNode;
}

export function PageHeader({ title, subtitle, marks, actions }: PageHeaderProps) {
  const { name } = useBrand();
  return (
    <header className={classes.header}>
      <title>{`${title} · ${name}`}</title>
      <div className={classes.words}>
        <div className={classes.line}>
          <h1 className={classes.title} dir="auto">
            {title}
          </h1>
          {marks}
        </div>
        {subtitle ? <div className={classes.subtitle}>{subtitle}</div> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}
