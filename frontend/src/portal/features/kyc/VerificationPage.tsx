/** Who the client is: where the verification stands, what to hand in, and what was handed in. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KycView } from '@/api/portal';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { StatusChip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { useRefreshOn } from '../../records/useRefreshOn';
import { History } from './History';
import { ownKyc } from './kyc';
import { StatusPanel } from './StatusPanel';
import { VerificationForm } from './VerificationForm';

export default function VerificationPage() {
  const kyc = useQuery(ownKyc());
  return (
    <Loaded query={kyc} skeleton={<PageSkeleton />}>
      {(found) => <Content kyc={found} />}
    </Loaded>
  );
}

function Content({ kyc }: { kyc: KycView }) {
  const { t } = useTranslation('portal-kyc');
  const [editing, setEditing] = useState(false);
  useRefreshOn([kyc.status, kyc.is_waiting].join());
  // An approved client sees the form when they ask for it: handing in is not expected of them.
  const asks = !kyc.is_waiting && (kyc.status !== 'approved' || editing);
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        marks={<StatusChip status={kyc.status === 'none' ? 'not_submitted' : kyc.status} />}
      />
      <Sections>
        <StatusPanel kyc={kyc} onEdit={editing ? undefined : () => setEditing(true)} />
        {asks ? (
          <VerificationForm
            forms={kyc.forms}
            latest={kyc.latest}
            onSent={() => setEditing(false)}
            onCancel={editing ? () => setEditing(false) : undefined}
          />
        ) : null}
        <History />
      </Sections>
    </>
  );
}
