/** The beginning, or the way back: the address, and the code that was sent there. */
import { Button, Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { OpenedDraftView } from '@/api/portal';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { code, email } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { isLanguage, LANGUAGE_NAMES } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { EmailFields } from '../EmailFields';
import { type EmailValues, FIELD_NAMES, type Kind } from '../registration';
import { begin } from './draft';

export interface StartStepProps {
  kind: Kind;
  onOpened: (opened: OpenedDraftView) => void;
}

export function StartStep({ kind, onOpened }: StartStepProps) {
  const { t } = useTranslation('portal-registration');
  const { t: common } = useTranslation('common');
  const { languages } = useBrand();
  const { language } = useLanguage();
  const [{ source = '' }] = useSearchTexts();
  const schema = useMemo(
    () => z.object({ email: email(common), email_code: code(common) }),
    [common],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<EmailValues, OpenedDraftView>({
    schema,
    initialValues: { email: '', email_code: '', language },
    send: (values) =>
      begin({
        email: values.email.trim(),
        code: values.email_code.trim(),
        kind,
        language: values.language,
        source: source.slice(0, 80),
      }),
    onSent: onOpened,
    fieldNames: FIELD_NAMES,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <EmailFields form={form} />
        <Select
          label={t('language')}
          description={t('language_hint')}
          data={languages
            .filter(isLanguage)
            .map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('steps.begin')}
        </Button>
      </Stack>
    </form>
  );
}
