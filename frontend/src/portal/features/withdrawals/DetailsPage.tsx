/** Where the client wants to be paid: saved details, and what became of each that was asked for. */
import { Button, Modal } from '@mantine/core';
import { IconBuildingBank, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetailsView, WithdrawalMethodView } from '@/api/portal';
import {
  listOwnDetailsOptions,
  readOwnDetailsOptions,
} from '@/api/portal/@tanstack/react-query.gen';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Cards, Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FiguresSkeleton, FormSkeleton, LinesSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { useWithdrawalMethods } from '../../records/queries';
import { DetailsCard } from './DetailsCard';
import { DetailsForm } from './DetailsForm';
import { RemoveDialog } from './RemoveDialog';

const ALL = 200;
/** The table is heavier than the page: it comes after it. */
const DetailsHistory = lazy(() => import('./DetailsHistory'));

/** A blank form, or one filled with what another entry says. */
type Adding = 'blank' | DetailsView;

export default function DetailsPage() {
  const { t } = useTranslation('portal-withdrawals');
  const methods = useWithdrawalMethods();
  const details = useQuery(listOwnDetailsOptions({ query: { limit: ALL } }));
  const [adding, setAdding] = useState<Adding | null>(null);
  const [removing, setRemoving] = useState<DetailsView | null>(null);
  const known = methods.data?.items ?? [];
  const add = (
    <Button
      onClick={() => setAdding('blank')}
      disabled={known.length === 0}
      leftSection={<IconPlus size={17} aria-hidden />}
    >
      {t('details.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('details.title')} subtitle={t('details.subtitle')} actions={add} />
      <Sections>
        <Loaded query={details} skeleton={<FiguresSkeleton count={3} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Panel>
                <EmptyState
                  icon={IconBuildingBank}
                  title={t('details.none')}
                  hint={t('details.none_hint')}
                  action={add}
                />
              </Panel>
            ) : (
              <Cards>
                {items.map((one) => (
                  <DetailsCard
                    key={one.id}
                    details={one}
                    method={known.find(({ id }) => id === one.method_id)}
                    onDuplicate={() => setAdding(one)}
                    onRemove={() => setRemoving(one)}
                  />
                ))}
              </Cards>
            )
          }
        </Loaded>
        <Suspense fallback={<LinesSkeleton />}>
          <DetailsHistory />
        </Suspense>
      </Sections>
      <AddDialog adding={adding} methods={known} onClose={() => setAdding(null)} />
      <RemoveDialog details={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

interface AddDialogProps {
  adding: Adding | null;
  methods: readonly WithdrawalMethodView[];
  onClose: () => void;
}

function AddDialog({ adding, methods, onClose }: AddDialogProps) {
  const { t } = useTranslation('portal-withdrawals');
  const onSaved = (saved: DetailsView) => {
    onClose();
    toastDone(saved.status === 'approved' ? t('details.saved') : t('details.sent'));
  };
  const form = { methods, onCancel: onClose, onSaved };
  const title = adding && adding !== 'blank' ? t('details.duplicate') : t('details.add');
  return (
    <Modal opened={adding !== null} onClose={onClose} title={title}>
      {adding === 'blank' ? <DetailsForm {...form} /> : null}
      {adding && adding !== 'blank' ? <Duplicate id={adding.id} {...form} /> : null}
    </Modal>
  );
}

interface DuplicateProps {
  id: string;
  methods: readonly WithdrawalMethodView[];
  onCancel: () => void;
  onSaved: (details: DetailsView) => void;
}

/** The form with another entry's own values, which lists show masked. */
function Duplicate({ id, ...form }: DuplicateProps) {
  const original = useQuery({
    ...readOwnDetailsOptions({ path: { details_id: id } }),
    gcTime: 0,
  });
  return (
    <Loaded query={original} skeleton={<FormSkeleton fields={4} />}>
      {(found) => <DetailsForm {...form} like={found} />}
    </Loaded>
  );
}
