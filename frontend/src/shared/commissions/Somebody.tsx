/** Somebody by name and number, or that the reader is not told who it is. */
import { useTranslation } from 'react-i18next';

export function Somebody({ id, name }: { id: string | null; name: string }) {
  const { t } = useTranslation('commissions');
  if (!id) return <>{t('not_shown')}</>;
  return (
    <>
      {name ? <bdi>{name}</bdi> : null} <bdi>{id}</bdi>
    </>
  );
}
