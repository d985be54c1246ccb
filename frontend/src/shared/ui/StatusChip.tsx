/**
 * The one status chip: the same word and colour for a status everywhere. A plain span, because
 * virtual tables draw hundreds of them.
 */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './StatusChip.module.css';

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

const TONES: Readonly<Record<string, Tone>> = {
  pending: 'warn',
  executing: 'info',
  approved: 'good',
  rejected: 'bad',
  cancelled: 'neutral',
  success: 'good',
  failed: 'bad',
  expired: 'neutral',
  held: 'warn',
  deposited: 'good',
  withdrawn: 'good',
  returned: 'neutral',
  not_funded: 'bad',
  active: 'good',
  suspended: 'bad',
  disabled: 'neutral',
  unbound: 'neutral',
  live: 'info',
  demo: 'neutral',
  trader: 'neutral',
  ib: 'info',
  in_review: 'warn',
  queued: 'info',
  ready: 'good',
};

export function Chip({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={clsx(classes.chip, classes[tone])}>{children}</span>;
}

/** `status` is the API's word; its translation is `common:status.<word>`. */
export function StatusChip({ status, tone }: { status: string; tone?: Tone }) {
  const { t } = useTranslation('common');
  return <Chip tone={tone ?? TONES[status] ?? 'neutral'}>{t(`status.${status}`)}</Chip>;
}
