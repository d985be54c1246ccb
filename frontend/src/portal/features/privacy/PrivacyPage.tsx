/** The client's own data: a copy of everything, and leaving for good. */
import { useTranslation } from 'react-i18next';
import { Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { CopiesPanel } from './CopiesPanel';
import { ErasurePanel } from './ErasurePanel';

export default function PrivacyPage() {
  const { t } = useTranslation('portal-privacy');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Sections>
        <CopiesPanel />
        <ErasurePanel />
      </Sections>
    </>
  );
}
