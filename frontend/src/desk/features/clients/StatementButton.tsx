/** Has a broker's statement of commissions written; the Download Centre has it when it is ready. */
import { Button, Modal } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '@/shared/auth/context';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useCan } from '../../session';

const StatementForm = lazy(() =>
  import('@/shared/commissions/StatementForm').then((one) => ({ default: one.StatementForm })),
);

export function StatementButton({ clientId }: { clientId: string }) {
  const { t } = useTranslation('commissions');
  const can = useCan();
  const [isOpen, setIsOpen] = useState(false);
  if (!can('export_lists') || !can('read_commissions')) return null;
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconFileText size={15} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t('statement.button')}
      </Button>
      {isOpen ? <StatementDialog clientId={clientId} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function StatementDialog({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useTranslation('commissions');
  const { t: words } = useTranslation('desk-words');
  const api = useApi();
  const navigate = useNavigate();
  const { language } = useLanguage();
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={t('statement.title')}>
      <Suspense>
        <StatementForm
          send={({ format, ...days }, idempotencyKey) =>
            api.post(
              '/api/desk/exports',
              {
                kind: 'commission_statement',
                format,
                filters: { ...days, recipient: clientId, language },
              },
              { idempotencyKey },
            )
          }
          onSent={() => {
            toastDone(words('export.asked'));
            void navigate({ to: '/exports' as '/' });
          }}
          onClose={onClose}
        />
      </Suspense>
    </Modal>
  );
}
