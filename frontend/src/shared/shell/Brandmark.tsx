/** The broker's mark and name. */
import { useBrand } from '@/shared/brand/brand';
import classes from './Brandmark.module.css';

export function BrandIcon({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className={classes.icon}>
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-accent-6)" />
      <path
        d="M7 21l6-7 4 4 8-9"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Brandmark({ iconOnly = false }: { iconOnly?: boolean }) {
  const { name } = useBrand();
  return (
    <span className={classes.mark}>
      <BrandIcon />
      {iconOnly ? null : <span className={classes.name}>{name}</span>}
    </span>
  );
}
