/** Sends a code, and counts down until another can be had. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import type { CodeSending } from './useCodeSending';

export function SendCodeButton({
  sending,
  onClick,
}: {
  sending: CodeSending;
  onClick: () => void;
}) {
  const { t } = useTranslation('portal-records');
  const { tag } = useLanguage();
  const words = sending.sentTo ? t('codes.resend') : t('codes.send');
  return (
    <Button
      variant="default"
      onClick={onClick}
      loading={sending.busy}
      disabled={sending.wait > 0}
      miw="10rem"
    >
      {sending.wait > 0 ? t('codes.resend_in', { seconds: formatCount(sending.wait, tag) }) : words}
    </Button>
  );
}
