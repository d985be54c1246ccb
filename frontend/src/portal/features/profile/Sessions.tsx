/** Where the client is signed in, and the way to leave everywhere at once. */
import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { portalSignOutEverywhere, type SessionView } from '@/api/portal';
import { portalListSessionsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { useSession } from '@/shared/auth/context';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { deviceName, isPhone } from './devices';
import classes from './profile.module.css';

export function Sessions() {
  const { t } = useTranslation('portal-profile');
  const session = useSession();
  const sessions = useQuery(portalListSessionsOptions());
  const [asking, setAsking] = useState(false);
  const leave = async () => {
    await portalSignOutEverywhere();
    await session.signOut();
  };
  return (
    <Panel
      title={t('sessions')}
      aside={
        <Button variant="default" size="xs" onClick={() => setAsking(true)}>
          {t('sign_out_everywhere')}
        </Button>
      }
    >
      <Loaded query={sessions}>
        {({ items }) => (
          <ul className={classes.sessions}>
            {items.map((one) => (
              <li key={one.id}>
                <Device session={one} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('sign_out_everywhere')}
        confirmLabel={t('sign_out_everywhere')}
        onConfirm={leave}
      >
        {t('sign_out_text')}
      </ConfirmDanger>
    </Panel>
  );
}

function Device({ session }: { session: SessionView }) {
  const { t } = useTranslation('portal-profile');
  const Icon = isPhone(session.device) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <div className={classes.session}>
      <Icon size={22} stroke={1.6} aria-hidden className={classes.icon} />
      <div>
        <div className={classes.device}>
          <bdi title={session.device}>{deviceName(session.device) ?? t('unknown_device')}</bdi>
          {session.current ? <Chip tone="good">{t('this_device')}</Chip> : null}
        </div>
        <div className={classes.seen}>
          <bdi dir="ltr">{session.ip}</bdi>
          <span>
            {t('last_seen')} <Time at={session.last_seen_at} />
          </span>
        </div>
      </div>
    </div>
  );
}
