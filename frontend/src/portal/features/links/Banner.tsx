/** What the broker says above the links: plain text, whatever is written in it. */
import { Text } from '@mantine/core';
import type { ReferralBannerView } from '@/api/portal';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Panel } from '@/shared/ui/Panel';
import classes from './Banner.module.css';

export function Banner({ banner }: { banner: ReferralBannerView }) {
  const { language } = useLanguage();
  const heading = pickText(banner.heading, language);
  const text = pickText(banner.text, language);
  if (!heading && !text) return null;
  return (
    <Panel title={heading || undefined} className={classes.banner}>
      {text ? (
        <Text size="sm" dir="auto" className={classes.text}>
          {text}
        </Text>
      ) : null}
    </Panel>
  );
}
