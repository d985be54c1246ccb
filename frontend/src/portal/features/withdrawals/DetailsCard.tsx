/** One saved entry: masked until its owner asks to see it, and what can be done with it. */
import { Badge, Button, Group } from '@mantine/core';
import {
  IconCopy,
  IconEye,
  IconEyeOff,
  IconStar,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DetailsView, preferDetails, type WithdrawalMethodView } from '@/api/portal';
import {
  listOwnDetailsQueryKey,
  readOwnDetailsOptions,
} from '@/api/portal/@tanstack/react-query.gen';
import { asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import classes from './withdrawals.module.css';

interface DetailsCardProps {
  details: DetailsView;
  method: WithdrawalMethodView | undefined;
  onDuplicate: () => void;
  onRemove: () => void;
}

export function DetailsCard({ details, method, onDuplicate, onRemove }: DetailsCardProps) {
  const { t } = useTranslation('portal-withdrawals');
  const { language } = useLanguage();
  const [shown, setShown] = useState(false);
  const full = useQuery({
    ...readOwnDetailsOptions({ path: { details_id: details.id } }),
    enabled: shown,
    gcTime: 0,
  });
  const fields = (shown ? full.data?.fields : undefined) ?? details.fields;
  const labelOf = (key: string) =>
    pickText(method?.fields.find((field) => field.key === key)?.label, language) || key;
  return (
    <Panel title={details.label} aside={<Marks details={details} />}>
      <FactList
        facts={[
          { label: t('method'), value: pickText(method?.name, language) || details.method_id },
          ...Object.entries(fields).map(([key, text]) => ({
            label: labelOf(key),
            value: <bdi>{text}</bdi>,
          })),
          { label: t('details.saved_on'), value: <Time at={details.created_at} style="date" /> },
        ]}
      />
      {details.status === 'approved' ? null : (
        <p className={classes.note}>{t(`details.notes.${details.status}`)}</p>
      )}
      <FormProblem problem={full.error ? asApiError(full.error) : null} />
      <Group gap="xs" mt="md">
        <Act
          icon={shown ? IconEyeOff : IconEye}
          label={shown ? t('details.hide') : t('details.view')}
          name={t(shown ? 'details.hide_named' : 'details.view_named', { label: details.label })}
          busy={shown && full.isFetching}
          onClick={() => setShown(!shown)}
        />
        {details.status === 'approved' && !details.is_default ? <Prefer details={details} /> : null}
        {method ? (
          <Act
            icon={IconCopy}
            label={t('details.duplicate')}
            name={t('details.duplicate_named', { label: details.label })}
            onClick={onDuplicate}
          />
        ) : null}
        <Act
          icon={IconTrash}
          color="red"
          label={details.status === 'pending' ? t('details.cancel') : t('details.delete')}
          name={t(details.status === 'pending' ? 'details.cancel_named' : 'details.delete_named', {
            label: details.label,
          })}
          onClick={onRemove}
        />
      </Group>
    </Panel>
  );
}

function Marks({ details }: { details: DetailsView }) {
  const { t } = useTranslation('portal-withdrawals');
  return (
    <Group gap={6}>
      {details.is_default ? <Badge variant="light">{t('details.default')}</Badge> : null}
      <StatusChip status={details.status} />
    </Group>
  );
}

function Prefer({ details }: { details: DetailsView }) {
  const { t } = useTranslation('portal-withdrawals');
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const prefer = async () => {
    setBusy(true);
    try {
      await preferDetails({ path: { details_id: details.id }, body: { is_default: true } });
      await queries.invalidateQueries({ queryKey: listOwnDetailsQueryKey() });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Act
      icon={IconStar}
      label={t('details.prefer')}
      name={t('details.prefer_named', { label: details.label })}
      busy={busy}
      onClick={() => void prefer()}
    />
  );
}

interface ActProps {
  icon: TablerIcon;
  label: string;
  /** What a screen reader says: several cards have the same buttons. */
  name: string;
  color?: string;
  busy?: boolean;
  onClick: () => void;
}

function Act({ icon: Icon, label, name, color, busy, onClick }: ActProps) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      c={color}
      loading={busy}
      leftSection={<Icon size={15} aria-hidden />}
      onClick={onClick}
      aria-label={name}
    >
      {label}
    </Button>
  );
}
