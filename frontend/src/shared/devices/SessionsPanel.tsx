/** Where one is signed in: each device can be signed out, or all but this one, or every one. */
import { Button, Group } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi, useSession } from '@/shared/auth/context';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { deviceName, isPhone } from './device';
import classes from './SessionsPanel.module.css';

interface OwnSession {
  id: string;
  device: string;
  ip: string;
  city: string;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

/** What is about to be signed out. */
type Asked = 'others' | 'all' | OwnSession;

export function SessionsPanel() {
  const { t } = useTranslation('common');
  const { realm } = useSession();
  const api = useApi();
  const path = `/api/${realm}/sessions`;
  const sessions = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api.get<Page<OwnSession>>(path, { signal }),
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const hasOthers = (sessions.data?.items.length ?? 0) > 1;
  return (
    <Panel
      title={t('devices.title')}
      aside={
        <Group gap="xs">
          {hasOthers ? (
            <Button variant="default" size="compact-sm" onClick={() => setAsked('others')}>
              {t('devices.out_others')}
            </Button>
          ) : null}
          <Button variant="default" size="compact-sm" onClick={() => setAsked('all')}>
            {t('devices.out_all')}
          </Button>
        </Group>
      }
    >
      <Loaded query={sessions}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((one) => (
              <li key={one.id} className={classes.item}>
                <Device session={one} onSignOut={() => setAsked(one)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {asked ? <SigningOut asked={asked} path={path} onClose={() => setAsked(null)} /> : null}
    </Panel>
  );
}

interface SigningOutProps {
  asked: Asked;
  path: string;
  onClose: () => void;
}

function SigningOut({ asked, path, onClose }: SigningOutProps) {
  const { t } = useTranslation('common');
  const api = useApi();
  const session = useSession();
  const queries = useQueryClient();
  const kind = typeof asked === 'string' ? asked : 'one';
  const title = {
    one: t('devices.out_one'),
    others: t('devices.out_others'),
    all: t('devices.out_all'),
  };
  const text = {
    one: t('devices.out_one_text'),
    others: t('devices.out_others_text'),
    all: t('devices.out_all_text'),
  };
  const signOut = async () => {
    if (asked === 'all') {
      await api.delete(path);
      await session.signOut();
      return;
    }
    if (asked === 'others') await api.delete(path, { query: { keep_this: true } });
    else await api.delete(`${path}/${asked.id}`);
    await queries.invalidateQueries({ queryKey: [path] });
    toastDone(t('devices.out_done'));
    onClose();
  };
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={title[kind]}
      confirmLabel={title[kind]}
      onConfirm={signOut}
    >
      {text[kind]}
    </ConfirmDanger>
  );
}

function Device({ session, onSignOut }: { session: OwnSession; onSignOut: () => void }) {
  const { t } = useTranslation('common');
  const Icon = isPhone(session.device) ? IconDeviceMobile : IconDeviceDesktop;
  const name = deviceName(session.device) || t('devices.unknown');
  return (
    <>
      <Icon size={22} stroke={1.6} aria-hidden className={classes.icon} />
      <div>
        <div className={classes.name}>
          <bdi title={session.device}>{name}</bdi>
          {session.current ? <Chip tone="good">{t('devices.this_one')}</Chip> : null}
        </div>
        <div className={classes.facts}>
          {session.city ? <bdi>{session.city}</bdi> : null}
          <bdi dir="ltr">{session.ip}</bdi>
          <span>
            {t('devices.signed_in')} <Time at={session.created_at} />
          </span>
          <span>
            {t('devices.last_used')} <Time at={session.last_seen_at} />
          </span>
        </div>
      </div>
      {session.current ? null : (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={onSignOut}
          aria-label={t('devices.out_named', { device: name })}
        >
          {t('devices.out')}
        </Button>
      )}
    </>
  );
}
