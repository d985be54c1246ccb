/** Where the client wants to be paid: saved details, masked, with their state. */
import { Button, Modal, Text } from '@mantine/core';
import { IconBuildingBank, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DetailsView, deleteDetails, type WithdrawalMethodView } from '@/api/portal';
import {
  listOwnDetailsOptions,
  listOwnDetailsQueryKey,
} from '@/api/portal/@tanstack/react-query.gen';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Cards } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { useWithdrawalMethods } from '../../records/queries';
import { DetailsForm } from './DetailsForm';
import classes from './withdrawals.module.css';

const ALL = 100;

export default function DetailsPage() {
  const { t } = useTranslation('portal-withdrawals');
  const methods = useWithdrawalMethods();
  const details = useQuery(listOwnDetailsOptions({ query: { limit: ALL } }));
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<DetailsView | null>(null);
  const known = methods.data?.items ?? [];
  const add = (
    <Button
      onClick={() => setAdding(true)}
      disabled={known.length === 0}
      leftSection={<IconPlus size={17} aria-hidden />}
    >
      {t('details.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('details.title')} subtitle={t('details.subtitle')} actions={add} />
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
                  onDelete={() => setDeleting(one)}
                />
              ))}
            </Cards>
          )
        }
      </Loaded>
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('details.add')}>
        {adding ? (
          <DetailsForm
            methods={known}
            onCancel={() => setAdding(false)}
            onSaved={(saved) => {
              setAdding(false);
              toastDone(saved.status === 'approved' ? t('details.saved') : t('details.sent'));
            }}
          />
        ) : null}
      </Modal>
      <DeleteDialog details={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}

interface DetailsCardProps {
  details: DetailsView;
  method: WithdrawalMethodView | undefined;
  onDelete: () => void;
}

function DetailsCard({ details, method, onDelete }: DetailsCardProps) {
  const { t } = useTranslation('portal-withdrawals');
  const { language } = useLanguage();
  const labelOf = (key: string) =>
    pickText(method?.fields.find((field) => field.key === key)?.label, language) || key;
  return (
    <Panel title={details.label} aside={<StatusChip status={details.status} />}>
      <FactList
        facts={[
          { label: t('method'), value: pickText(method?.name, language) || details.method_id },
          ...Object.entries(details.fields).map(([key, text]) => ({
            label: labelOf(key),
            value: <bdi>{text}</bdi>,
          })),
        ]}
      />
      {details.status === 'approved' ? null : (
        <p className={classes.note}>{t(`details.notes.${details.status}`)}</p>
      )}
      <div className={classes.cardFoot}>
        <Text size="sm" c="dimmed">
          <Time at={details.created_at} style="date" />
        </Text>
        <Button
          variant="subtle"
          color="red"
          size="xs"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={onDelete}
          aria-label={t('details.delete_named', { label: details.label })}
        >
          {t('details.delete')}
        </Button>
      </div>
    </Panel>
  );
}

function DeleteDialog({ details, onClose }: { details: DetailsView | null; onClose: () => void }) {
  const { t } = useTranslation('portal-withdrawals');
  const queries = useQueryClient();
  const remove = async () => {
    if (!details) return;
    await deleteDetails({ path: { details_id: details.id } });
    await queries.invalidateQueries({ queryKey: listOwnDetailsQueryKey() });
    toastDone(t('details.deleted'));
  };
  return (
    <ConfirmDanger
      opened={details !== null}
      onClose={onClose}
      title={t('details.delete_title')}
      confirmLabel={t('details.delete')}
      onConfirm={remove}
    >
      {t('details.delete_text', { label: details?.label ?? '' })}
    </ConfirmDanger>
  );
}
