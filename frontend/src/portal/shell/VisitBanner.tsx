/** Says, as long as staff look at the portal as the client, who it is and until when. */
import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession, useSessionState } from '@/shared/auth/context';
import { Time } from '@/shared/time/Time';
import type { Client } from '../session';
import classes from './VisitBanner.module.css';

export function VisitBanner() {
  const { t } = useTranslation('portal-shell');
  const session = useSession<Client>();
  const state = useSessionState<Client>();
  if (state.phase !== 'in' || !state.visit) return null;
  const { staffName, endsAt } = state.visit;
  return (
    <section className={classes.banner} aria-label={t('visit.label')}>
      <IconEye size={20} aria-hidden />
      <p className={classes.words}>
        <strong>{t('visit.who', { staff: staffName, client: state.who.name })}</strong>{' '}
        <span>
          {t('visit.until')} <Time at={endsAt} />
        </span>
      </p>
      <Button size="compact-sm" variant="white" onClick={() => void session.signOut()}>
        {t('visit.end')}
      </Button>
    </section>
  );
}
