/** Documents to accept: each with its own box, and its text or its address to read first. */
import { Anchor, Checkbox, Input, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import classes from './Agreements.module.css';

export interface Agreement {
  document: string;
  version: string;
  title: Record<string, string>;
  url: string | null;
  text: Record<string, string> | null;
}

export interface AgreementsProps {
  agreements: readonly Agreement[];
  /** Documents accepted so far. */
  value?: string[];
  onChange?: (documents: string[]) => void;
  error?: string;
}

/** What the API wants to know of the accepted documents. */
export const acceptances = (agreements: readonly Agreement[], accepted: readonly string[]) =>
  agreements
    .filter(({ document }) => accepted.includes(document))
    .map(({ document, version }) => ({ document, version }));

export function Agreements({ agreements, value = [], onChange, error }: AgreementsProps) {
  const { t } = useTranslation('portal-records');
  const { language } = useLanguage();
  const [reading, setReading] = useState<Agreement | null>(null);
  const toggle = (document: string, on: boolean) =>
    onChange?.(on ? [...value, document] : value.filter((one) => one !== document));
  return (
    <Stack gap="xs">
      {agreements.map((agreement) => {
        const title = pickText(agreement.title, language);
        return (
          <div key={agreement.document} className={classes.line}>
            <Checkbox
              label={t('agreements.accept', { title })}
              checked={value.includes(agreement.document)}
              onChange={(event) => toggle(agreement.document, event.currentTarget.checked)}
              aria-invalid={(error && !value.includes(agreement.document)) || undefined}
            />
            {agreement.url ? (
              <Anchor href={agreement.url} target="_blank" rel="noreferrer" size="sm">
                {t('agreements.open', { title })}
              </Anchor>
            ) : (
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => setReading(agreement)}
              >
                {t('agreements.open', { title })}
              </Anchor>
            )}
          </div>
        );
      })}
      {error ? <Input.Error role="alert">{error}</Input.Error> : null}
      <Modal
        opened={reading !== null}
        onClose={() => setReading(null)}
        title={reading ? pickText(reading.title, language) : ''}
        size="lg"
      >
        <p className={classes.text}>{pickText(reading?.text, language)}</p>
        <p className={classes.version}>
          {t('agreements.version', { version: reading?.version ?? '' })}
        </p>
      </Modal>
    </Stack>
  );
}
