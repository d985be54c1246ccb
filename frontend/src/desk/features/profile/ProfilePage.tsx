/** Who is signed in, on which devices, and the password. */
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi, useSession } from '@/shared/auth/context';
import { FactorPanel } from '@/shared/auth/factor/FactorPanel';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { CopyButton } from '@/shared/ui/CopyButton';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { deviceName } from '../../records/device';
import type { OwnSession } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useStaff } from '../../session';
import { PasswordForm } from './PasswordForm';
import classes from './ProfilePage.module.css';

export default function ProfilePage() {
  const { t } = useTranslation('desk-profile');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <div className={classes.grid}>
        <Stack gap="md">
          <About />
          <Panel title={t('password')}>
            <PasswordForm />
          </Panel>
        </Stack>
        <Stack gap="md">
          <FactorPanel />
          <Sessions />
        </Stack>
      </div>
    </>
  );
}

function About() {
  const { t } = useTranslation('desk-profile');
  const words = useWords();
  const staff = useStaff();
  return (
    <Panel title={t('about')}>
      <FactList
        facts={[
          { label: words('fact', 'name'), value: <bdi>{staff.name}</bdi> },
          { label: words('fact', 'email'), value: <bdi>{staff.email}</bdi> },
          { label: words('fact', 'role'), value: <bdi>{staff.role.name}</bdi> },
          {
            label: words('fact', 'staff_id'),
            value: (
              <>
                <bdi>{staff.staff_id}</bdi>{' '}
                <CopyButton value={staff.staff_id} label={t('copy_id')} />
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Sessions() {
  const { t } = useTranslation('desk-profile');
  const api = useApi();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const sessions = useQuery(useRead<Page<OwnSession>>('/api/desk/sessions'));
  const everywhere = async () => {
    await api.delete('/api/desk/sessions');
    await session.signOut();
  };
  return (
    <Panel
      title={t('sessions')}
      aside={
        <Button variant="light" color="red" size="compact-sm" onClick={() => setAsking(true)}>
          {t('sign_out_everywhere')}
        </Button>
      }
    >
      <Loaded query={sessions}>
        {({ items }) => (
          <ul className={classes.sessions}>
            {items.map((one) => (
              <li key={one.id} className={classes.session}>
                <div className={classes.device}>
                  <bdi title={one.device}>{deviceName(one.device) || t('unknown_device')}</bdi>
                  {one.current ? <Chip tone="good">{t('this_one')}</Chip> : null}
                </div>
                <div className={classes.soft}>
                  <bdi>{one.ip}</bdi>
                  <span>
                    {t('signed_in_at')} <Time at={one.created_at} />
                  </span>
                  <span>
                    {t('last_seen_at')} <Time at={one.last_seen_at} />
                  </span>
                </div>
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
        onConfirm={everywhere}
      >
        <Text size="sm">{t('sign_out_hint')}</Text>
      </ConfirmDanger>
    </Panel>
  );
}
