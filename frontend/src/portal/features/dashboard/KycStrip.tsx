/** One line about the verification while it asks something of the client; nothing otherwise. */
import { IconChevronRight, IconIdBadge2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { KycView } from '@/api/portal';
import { readOwnKycOptions } from '@/api/portal/@tanstack/react-query.gen';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import classes from './dashboard.module.css';

type Wanted = 'begin' | 'again' | 'expired' | 'repeat' | 'vendor';

/** What the client should do; null when nothing is asked of them. */
function wantedOf(kyc: KycView): Wanted | null {
  if (kyc.is_waiting && kyc.vendor !== 'none') {
    if (kyc.check?.outcome === 'retry') return 'repeat';
    if (!kyc.check || kyc.check.outcome === 'started') return 'vendor';
  }
  if (kyc.is_waiting || kyc.status === 'approved' || kyc.status === 'pending') return null;
  if (kyc.status === 'rejected') return 'again';
  if (kyc.status === 'expired') return 'expired';
  return kyc.shut.length > 0 ? 'begin' : null;
}

export function KycStrip() {
  const { t } = useTranslation('portal-dashboard');
  const { data } = useQuery(readOwnKycOptions());
  const wanted = data ? wantedOf(data) : null;
  if (!data || !wanted) return null;
  return (
    <Panel flush>
      <Link to="/profile/verification" className={classes.todo}>
        <IconIdBadge2 size={20} aria-hidden className={classes.arrow} />
        <span className={classes.what}>{t('kyc.title')}</span>
        <span className={classes.todoText}>{t(`kyc.${wanted}`)}</span>
        <StatusChip status={data.status === 'none' ? 'not_submitted' : data.status} />
        <IconChevronRight size={16} aria-hidden className={classes.arrow} />
      </Link>
    </Panel>
  );
}
