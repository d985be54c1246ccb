/** The fields that the broker asks for with a method: texts, and files with their upload. */
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { DepositMethodView } from '@/api/portal';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { FileUpload } from '@/shared/upload/FileUpload';
import { type DepositValues, PROOF_BYTES, PROOF_STEPS, PROOF_TYPES } from './deposit';

interface DepositFieldsProps {
  method: DepositMethodView;
  form: UseFormReturnType<DepositValues>;
}

export function DepositFields({ method, form }: DepositFieldsProps) {
  const { t } = useTranslation('portal-deposits');
  const { language } = useLanguage();
  return method.fields.map((field) => {
    const label = pickText(field.label, language);
    const name = `fields.${field.key}`;
    if (field.type === 'file') {
      return (
        <FileUpload
          key={field.key}
          label={label}
          description={t('proof_hint')}
          required={field.required}
          accept={PROOF_TYPES}
          maxBytes={PROOF_BYTES}
          steps={PROOF_STEPS}
          error={form.errors[name] ? String(form.errors[name]) : undefined}
          onChange={(fileId) => form.setFieldValue(name, fileId ?? '')}
        />
      );
    }
    return (
      <TextInput
        key={field.key}
        label={label}
        description={field.required ? undefined : t('optional')}
        required={field.required}
        autoComplete="off"
        {...form.getInputProps(name)}
      />
    );
  });
}
