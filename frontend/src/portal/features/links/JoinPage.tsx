/** Where a promotional link opens: the click is counted, and whoever came is led on. */
import { Button, Loader, Stack } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { followPromotionalLink, type WayView } from '@/api/portal';
import { AuthCard } from '@/shared/auth/AuthCard';
import { isLanguage } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { publicClient } from '../../publicClient';

export default function JoinPage() {
  const { t } = useTranslation('links');
  const { code = '' } = useParams({ strict: false }) as { code?: string };
  const [{ ref }] = useSearchTexts();
  const navigate = useNavigate();
  const { change } = useLanguage();
  const [isStuck, setStuck] = useState(false);
  const asked = useRef(false);

  /** Nothing that goes wrong here may keep somebody from registering. */
  const goOn = async (way: WayView | null) => {
    if (way?.landing_url) {
      window.location.assign(way.landing_url);
      return;
    }
    if (way && isLanguage(way.language)) await change(way.language);
    const kind = way?.target === 'ib' ? 'ib' : undefined;
    await navigate({ to: '/register', search: { ref, source: code, kind }, replace: true });
  };
  const follow = useEffectEvent(async () => {
    const body = { code: code.slice(0, 80), referral_code: (ref ?? '').slice(0, 40) };
    const way = await followPromotionalLink({ client: publicClient, body }).catch(() => null);
    await goOn(way).catch(() => setStuck(true));
  });
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void follow();
  }, []);
  return (
    <AuthCard title={t('joining')}>
      <Stack gap="md">
        {isStuck ? (
          <Button onClick={() => void goOn(null)}>{t('to_registration')}</Button>
        ) : (
          <Loader aria-label={t('joining')} />
        )}
      </Stack>
    </AuthCard>
  );
}
