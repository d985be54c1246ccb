/** To which saved details to pay; new ones can be added without leaving the form. */
import { Alert, Button, Modal, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FocusEventHandler, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetailsView, WithdrawalMethodView } from '@/api/portal';
import {
  listOwnDetailsOptions,
  readWithdrawalTermsOptions,
} from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { DetailsForm } from './DetailsForm';
import classes from './withdrawals.module.css';

export interface DetailsPickerProps {
  method: WithdrawalMethodView;
  value?: string;
  onChange?: (id: string) => void;
  onBlur?: FocusEventHandler<HTMLInputElement>;
  error?: ReactNode;
}

const POLL_MS = 15_000;

/** The last of the fields tells accounts apart: `Main account · ••••1234`. */
function lineOf({ label, fields }: DetailsView): string {
  const masked = Object.values(fields).find((text) => text.includes('•'));
  return masked ? `${label} · \u2066${masked.slice(-8)}\u2069` : label;
}

/** Offers the entry that the client prefers, or the only one there is, until they choose. */
function usePreset(
  value: string | undefined,
  usable: readonly DetailsView[],
  onChange: ((id: string) => void) | undefined,
) {
  const preset = usable.find((one) => one.is_default) ?? (usable.length === 1 ? usable[0] : null);
  const id = value ? null : preset?.id;
  const choose = useRef(onChange);
  choose.current = onChange;
  useEffect(() => {
    if (id) choose.current?.(id);
  }, [id]);
}

export function DetailsPicker({ method, value, onChange, onBlur, error }: DetailsPickerProps) {
  const { t } = useTranslation('portal-withdrawals');
  const [adding, setAdding] = useState(false);
  const { data } = useQuery({
    ...listOwnDetailsOptions({ query: { method_id: method.id, limit: 50 } }),
    refetchInterval: pollEvery(POLL_MS),
  });
  const terms = useQuery(readWithdrawalTermsOptions());
  const items = data?.items ?? [];
  const usable = items.filter(({ status }) => status === 'approved');
  usePreset(value, usable, onChange);
  const waiting = items.filter(({ status }) => status === 'pending').length;
  return (
    <>
      <div className={classes.pair}>
        <Select
          label={t('details.pick')}
          placeholder={usable.length > 0 ? t('details.choose') : t('details.none_usable')}
          data={usable.map((one) => ({ value: one.id, label: lineOf(one) }))}
          disabled={usable.length === 0}
          required
          value={value || null}
          onChange={(id) => onChange?.(id ?? '')}
          onBlur={onBlur}
          error={error}
        />
        <Button
          variant="default"
          onClick={() => setAdding(true)}
          disabled={items.length >= (terms.data?.details_per_method ?? items.length + 1)}
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {t('details.add')}
        </Button>
      </div>
      {waiting > 0 && usable.length === 0 ? (
        <Alert color="yellow" role="status">
          {t('details.waiting')}
        </Alert>
      ) : null}
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('details.add')}>
        {adding ? (
          <DetailsForm
            methods={[method]}
            onCancel={() => setAdding(false)}
            onSaved={(saved) => {
              setAdding(false);
              if (saved.status === 'approved') onChange?.(saved.id);
            }}
          />
        ) : null}
      </Modal>
    </>
  );
}
