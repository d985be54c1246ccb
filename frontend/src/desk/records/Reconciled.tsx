/** Until when an account's or a client's money is reconciled, and how many differences are open. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReconciledView } from '@/api/desk/types.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { useCan } from '../session';
import classes from './Person.module.css';
import { useRead } from './useList';

const POLL_MS = 60_000;

/** `of` is the address of the record, such as `/api/desk/accounts/…`. */
export function Reconciled({ of }: { of: string }) {
  const can = useCan();
  return can('read_reconciliation') ? <ReconciledLine of={of} /> : null;
}

function ReconciledLine({ of }: { of: string }) {
  const { t } = useTranslation('desk-words');
  const { data } = useQuery({
    ...useRead<ReconciledView>(`${of}/reconciliation`),
    refetchInterval: pollEvery(POLL_MS),
  });
  if (!data) return null;
  const { until, open_breaks: open } = data;
  return (
    <span className={classes.person}>
      {until ? (
        <span>
          {t('reconciled.until')} <Time at={until} />
        </span>
      ) : (
        <span>{t('reconciled.never')}</span>
      )}
      <Anchor component={Link} to="/reconciliation" inherit>
        <Chip tone={open > 0 ? 'bad' : 'good'}>
          {open > 0 ? t('reconciled.breaks', { count: open }) : t('reconciled.none')}
        </Chip>
      </Anchor>
    </span>
  );
}
