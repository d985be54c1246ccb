/** A table of comma-separated values: a file from the person's machine, or pasted text. */
import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportTemplateView } from '@/api/desk/types.gen';
import { saveText } from '@/shared/ui/saveText';
import classes from './imports.module.css';

interface SheetInputProps {
  text: string;
  template: ImportTemplateView;
  templateName: string;
  onChange: (text: string) => void;
}

export function SheetInput({ text, template, templateName, onChange }: SheetInputProps) {
  const { t } = useTranslation('desk-imports');
  const choose = async (file: File | null) => {
    if (file) onChange(await file.text());
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t('format')}</Text>
      <ul className={classes.columns} aria-label={t('columns')}>
        {template.columns.map(({ key, required }) => (
          <li key={key}>
            <code translate="no">{key}</code>
            {required ? <span className={classes.needed}>{t('needed')}</span> : null}
          </li>
        ))}
      </ul>
      <Group gap="sm">
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void choose(file)}>
          {(button) => (
            <Button {...button} leftSection={<IconUpload size={16} aria-hidden />}>
              {t('choose_file')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveText(templateName, template.template.text)}
        >
          {t('template')}
        </Button>
      </Group>
      <Textarea
        label={t('paste')}
        dir="ltr"
        classNames={{ input: classes.sheet }}
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Stack>
  );
}
