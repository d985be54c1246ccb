/** Asking for a trading account: server, type, leverage, agreements. */
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
import { OpenAccountForm } from './OpenAccountForm';

export default function OpenAccountPage() {
  const { t } = useTranslation('portal-accounts');
  const options = useQuery(listAccountOptionsOptions());
  return (
    <>
      <PageHeader title={t('open.title')} subtitle={t('open.subtitle')} />
      <Split>
        <Panel>
          <Loaded query={options} skeleton={<FormSkeleton fields={5} />}>
            {(found) => (found.servers.length > 0 ? <OpenAccountForm options={found} /> : <None />)}
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
      title={t('open.none')}
      hint={t('open.none_hint')}
      action={
        <Button component={Link} to="/accounts" variant="default">
          {t('open.back')}
        </Button>
      }
    />
  );
}
