/** Who is signed in, on which devices, and the password. */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FactorPanel } from '@/shared/auth/factor/FactorPanel';
import { SessionsPanel } from '@/shared/devices/SessionsPanel';
import { CopyButton } from '@/shared/ui/CopyButton';
import { FactList } from '@/shared/ui/FactList';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
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
          <SessionsPanel />
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
