/** The card of the pages before sign-in, with the broker's mark and the page's title. */
import type { ReactNode } from 'react';
import { useBrand } from '@/shared/brand/brand';
import { BrandIcon } from '@/shared/shell/Brandmark';
import classes from './AuthLayout.module.css';

export interface AuthCardProps {
  title: string;
  subtitle?: ReactNode;
  /** For forms with more than one column. */
  wide?: boolean;
  foot?: ReactNode;
  children: ReactNode;
}

export function AuthCard({ title, subtitle, wide, foot, children }: AuthCardProps) {
  const { name } = useBrand();
  return (
    <div className={classes.card} data-wide={wide || undefined}>
      <title>{`${title} · ${name}`}</title>
      <BrandIcon size={40} />
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.subtitle}>{subtitle}</div>
      {children}
      {foot ? <div className={classes.foot}>{foot}</div> : null}
    </div>
  );
}
