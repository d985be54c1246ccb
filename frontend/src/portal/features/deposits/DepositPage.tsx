/** Paying in: a method, an amount, what it costs, and where it leads. */
import { IconMoodEmpty } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { useDepositMethods } from '../../records/queries';
import { DepositForm } from './DepositForm';

export default function DepositPage() {
  const { t } = useTranslation('portal-deposits');
  const methods = useDepositMethods();
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Split>
        <Panel>
          <Loaded query={methods} skeleton={<FormSkeleton fields={4} />}>
            {({ items }) =>
              items.length > 0 ? (
                <DepositForm methods={items} />
              ) : (
                <EmptyState icon={IconMoodEmpty} title={t('none')} hint={t('none_hint')} />
              )
            }
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}
