/** Blacklist entries from a file. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportTemplateView } from '@/api/desk/types.gen';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { useRead } from '../../records/useList';
import { ImportSteps } from './ImportSteps';
import { SheetInput } from './SheetInput';
import { useImport } from './useImport';

const PATH = '/api/desk/blacklist-imports';

export default function ImportBlacklistPage() {
  const { t } = useTranslation('desk-imports');
  const run = useImport(PATH);
  const [csv, setCsv] = useState('');
  const template = useQuery(useRead<ImportTemplateView>(PATH));
  return (
    <>
      <PageHeader title={t('blacklist.title')} subtitle={t('blacklist.subtitle')} />
      <LeaveGuard when={csv !== '' && !run.busy} />
      <ImportSteps run={run} body={{ csv }} goLabel={(count) => t('blacklist.go', { count })}>
        <Panel title={t('table')}>
          <Loaded query={template}>
            {(found) => (
              <SheetInput
                text={csv}
                template={found}
                templateName="blacklist.csv"
                onChange={setCsv}
              />
            )}
          </Loaded>
        </Panel>
      </ImportSteps>
    </>
  );
}
