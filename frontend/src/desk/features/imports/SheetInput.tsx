/** A table of comma-separated values: a file from the person's machine, or pasted text. */
import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportTemplateView } from '@/api/desk/types.gen';
import { saveText } from '@/shared/ui/saveText';
import { base64Of, isWorkbook, TABLES, TEXTS } from '../../records/tables';
import classes from './imports.module.css';

interface SheetInputProps {
  text: string;
  template: ImportTemplateView;
  templateName: string;
  onChange: (text: string) => void;
  /** The workbook that was chosen instead of text, where one may be; null for none. */
  workbook?: Workbook | null;
  onWorkbook?: (workbook: Workbook | null) => void;
}

export interface Workbook {
  name: string;
  /** Its content in base 64. */
  xlsx: string;
}

export function SheetInput(props: SheetInputProps) {
  const { text, template, templateName, onChange, workbook = null, onWorkbook } = props;
  const { t } = useTranslation('desk-imports');
  const choose = async (file: File | null) => {
    if (!file) return;
    if (onWorkbook && isWorkbook(file)) {
      onWorkbook({ name: file.name, xlsx: await base64Of(file) });
      onChange('');
    } else {
      onWorkbook?.(null);
      onChange(await file.text());
    }
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t(onWorkbook ? 'format_workbook' : 'format')}</Text>
      <ul className={classes.columns} aria-label={t('columns')}>
        {template.columns.map(({ key, required }) => (
          <li key={key}>
            <code translate="no">{key}</code>
            {required ? <span className={classes.needed}>{t('needed')}</span> : null}
          </li>
        ))}
      </ul>
      <Group gap="sm">
        <FileButton accept={onWorkbook ? TABLES : TEXTS} onChange={(file) => void choose(file)}>
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
      {workbook ? (
        <Group gap="sm" role="status">
          <Text size="sm">
            <bdi>{workbook.name}</bdi>
          </Text>
          <Button size="compact-sm" variant="subtle" onClick={() => onWorkbook?.(null)}>
            {t('drop_workbook')}
          </Button>
        </Group>
      ) : null}
      <Textarea
        label={t('paste')}
        disabled={workbook !== null}
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
