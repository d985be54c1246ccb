/** What the vendor found wrong, in words; a label that has none yet gets the general ones. */
import { useTranslation } from 'react-i18next';

export function useVendorWords(): (label: string) => string {
  const { t, i18n } = useTranslation('portal-kyc');
  return (label) => {
    const key = `label.${label}`;
    return i18n.exists(key, { ns: 'portal-kyc' }) ? t(key) : t('label.other');
  };
}
