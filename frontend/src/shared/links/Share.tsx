/** A link to hand on: the address to copy, and the QR code to look at and to keep. */
import { Button, Group, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/shared/ui/CopyButton';
import { QrCode } from '@/shared/ui/QrCode';
import { savePng, saveSvg } from './drawn';
import classes from './links.module.css';

interface ShareProps {
  url: string;
  qr: readonly string[];
  /** What files are called. */
  name: string;
}

export function Address({ url }: { url: string }) {
  const { t } = useTranslation('links');
  return (
    <span className={classes.address}>
      <bdi dir="ltr">{url}</bdi>
      <CopyButton value={url} label={t('copy')} />
    </span>
  );
}

export function Share({ url, qr, name }: ShareProps) {
  const { t } = useTranslation('links');
  return (
    <div className={classes.share}>
      <QrCode rows={qr} label={t('qr')} />
      <Stack gap="sm">
        <Address url={url} />
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => savePng(name, qr)}
          >
            {t('save_png')}
          </Button>
          <Button variant="default" onClick={() => saveSvg(name, qr)}>
            {t('save_svg')}
          </Button>
        </Group>
        <span className={classes.soft}>{t('qr_hint')}</span>
      </Stack>
    </div>
  );
}
