/** Bringing an account that the client has already into the portal. */
import { Button } from '@mantine/core';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listAccountOptionsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { BindAccountForm } from './BindAccountForm';

export default function BindAccountPage() {
  const { t } = useTranslation('portal-accounts');
  const options = useQuery(listAccountOptionsOptions());
  return (
    <>
      <PageHeader title={t('bind.title')} subtitle={t('bind.subtitle')} />
      <Split>
        <Panel>
          <Loaded query={options} skeleton={<FormSkeleton fields={4} />}>
            {(found) =>
              found.bindable.length > 0 ? <BindAccountForm options={found} /> : <None />
            }
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}

function None() {
  const { t } = useTranslation('portal-accounts');
  return (
    <EmptyState
      icon={IconMoodEmpty}
      title={t('bind.none')}
      hint={t('bind.none_hint')}
      action={
        <Button component={Link} to="/accounts" variant="default">
          {t('open.back')}
        </Button>
      }
    />
  );
}
