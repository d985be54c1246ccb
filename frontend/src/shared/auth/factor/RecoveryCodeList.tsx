/** New recovery codes, shown this once: to copy, to keep as a file, and to say that one has. */
import { Alert, Button, Checkbox, Group, Stack } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconDownload, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './factor.module.css';

interface RecoveryCodeListProps {
  codes: readonly string[];
  doneLabel: string;
  busy?: boolean;
  onDone: () => void;
}

export function RecoveryCodeList({ codes, doneLabel, busy, onDone }: RecoveryCodeListProps) {
  const { t } = useTranslation('common');
  const clipboard = useClipboard({ timeout: 1600 });
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  return (
    <Stack gap="md">
      <Alert color="accent" icon={<IconKey size={18} />} title={t('factor.codes_title')}>
        {t('factor.codes_hint')}
      </Alert>
      <ul className={classes.codes} dir="ltr" aria-label={t('factor.codes_title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          onClick={() => clipboard.copy(text)}
        >
          {clipboard.copied ? t('actions.copied') : t('factor.copy_codes')}
        </Button>
        <Button
          component="a"
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="recovery-codes.txt"
        >
          {t('factor.download_codes')}
        </Button>
      </Group>
      <Checkbox
        label={t('factor.codes_kept')}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button size="md" fullWidth disabled={!kept} loading={busy} onClick={onDone}>
        {doneLabel}
      </Button>
    </Stack>
  );
}
