/** As what somebody registers. */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Kind } from './registration';

export function KindChoice({ value, onChange }: { value: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation('portal-registration');
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('kind')}
      data={[
        { value: 'trader', label: t('kind_trader') },
        { value: 'ib', label: t('kind_ib') },
      ]}
      value={value}
      onChange={(next) => onChange(next as Kind)}
    />
  );
}
