/** Sends a code, and counts down until another can be had. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import type { CodeSending } from '../../records/useCodeSending';

export function SendCodeButton({
  sending,
  onClick,
}: {
  sending: CodeSending;
  onClick: () => void;
}) {
  const { t } = useTranslation('portal-profile');
  const { tag } = useLanguage();
  const words = sending.sentTo ? t('resend_code') : t('send_code');
  return (
    <Button
      variant="default"
      onClick={onClick}
      loading={sending.busy}
      disabled={sending.wait > 0}
      miw="10rem"
    >
      {sending.wait > 0 ? t('resend_code_in', { seconds: formatCount(sending.wait, tag) }) : words}
    </Button>
  );
}
