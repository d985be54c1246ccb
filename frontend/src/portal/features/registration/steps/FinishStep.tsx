/** The last step: a look at everything, the password, the agreements, and sending it in. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { submitRegistration } from '@/api/portal';
import { asApiError } from '@/shared/api/ApiError';
import { useBrand } from '@/shared/brand/brand';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import { strongPassword } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { publicClient } from '../../../publicClient';
import { Agreements, acceptances } from '../../../records/Agreements';
import { serverOf } from '../../../records/openingChoice';
import { type Draft, type Offers, type Step, type Submitted, stepOf } from './draft';
import { StepFrame } from './StepFrame';
import classes from './Steps.module.css';
import type { StepProps } from './StepsFlow';

type FinishValues = { password: string; consents: string[] };

export function FinishStep(props: StepProps) {
  const { kept, token, offers, language, onBack, onGo, onRefused, onSubmitted } = props;
  const { t } = useTranslation('portal-registration');
  const { t: common } = useTranslation('common');
  const { password_rules: rules } = useBrand();
  const { draft } = kept;
  const { agreements } = offers.asked[draft.kind];
  const schema = useMemo(() => {
    const isComplete = (accepted: string[]) =>
      agreements.every(({ document }) => accepted.includes(document));
    return z.object({
      password: strongPassword(common, rules),
      consents: z.array(z.string()).check(z.refine(isComplete, common('validation.accept'))),
    });
  }, [common, rules, agreements]);
  const { form, onSubmit, busy, problem } = useRequestForm<FinishValues, Submitted>({
    schema,
    initialValues: { password: '', consents: [] },
    fieldNames: { agreements: 'consents' },
    send: async (values, key) => {
      try {
        await kept.flush();
        return await submitRegistration({
          client: publicClient,
          headers: { 'Idempotency-Key': key },
          body: {
            token,
            password: values.password,
            language,
            consents: acceptances(agreements, values.consents),
          },
        });
      } catch (thrown) {
        const error = asApiError(thrown);
        onRefused(error, stepOf(error, draft));
        throw error;
      }
    },
    onSent: onSubmitted,
  });
  return (
    <StepFrame
      title={t('steps.names.finish')}
      text={t('steps.finish_text')}
      problem={problem}
      saving={kept.saving}
      busy={busy}
      onBack={onBack}
      onSubmit={onSubmit}
      next={t('steps.submit')}
    >
      <div>
        {draft.steps.map((step) => (
          <Part key={step} step={step} draft={draft} offers={offers} onGo={onGo} />
        ))}
      </div>
      <NewPasswordInput label={t('password')} required {...form.getInputProps('password')} />
      <Agreements
        agreements={agreements}
        value={form.values.consents}
        onChange={(consents) => form.setFieldValue('consents', consents)}
        error={form.errors.consents ? String(form.errors.consents) : undefined}
      />
    </StepFrame>
  );
}

interface PartProps {
  step: Exclude<Step, 'finish'>;
  draft: Draft;
  offers: Offers;
  onGo: (step: Step) => void;
}

function Part({ step, draft, offers, onGo }: PartProps) {
  const { t } = useTranslation('portal-registration');
  const text = usePartText(draft, offers)[step];
  return (
    <div className={classes.part}>
      <div>
        <div className={classes.partName}>{t(`steps.names.${step}`)}</div>
        <bdi className={classes.partText}>{text}</bdi>
      </div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t('steps.change_one', { step: t(`steps.names.${step}`) })}
        onClick={() => onGo(step)}
      >
        {t('steps.change')}
      </Button>
    </div>
  );
}

/** One line of what was filled in, by step. */
function usePartText(draft: Draft, { forms, options }: Offers) {
  const { language } = useLanguage();
  const { name, country_code, phone_number } = draft.details;
  const form = forms.find(({ id }) => id === draft.identity?.form_id);
  const server = serverOf(options, draft.account?.server_id ?? '');
  const type = server?.account_types.find(({ id }) => id === draft.account?.account_type_id);
  return {
    details: `${name} · \u2066${country_code} ${phone_number}\u2069`,
    identity: pickText(form?.name, language),
    account: type ? `${pickText(type.name, language)} · ${server?.name ?? ''}` : '',
  };
}
