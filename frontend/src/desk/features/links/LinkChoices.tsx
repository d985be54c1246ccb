/** What a link is for: as what people register, who shares it, and what newcomers begin with. */
import { Select, TagsInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LinkSchemeView, PlanRowView } from '@/api/desk/types.gen';
import type { Page } from '@/shared/api/page';
import { LANGUAGE_NAMES } from '@/shared/i18n/languages';
import { useGroupChoices } from '../../records/choices';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import { AUDIENCES, NONE, TARGETS, type Values } from './links';

const DRAWN_WHEN_OPEN = { keepMounted: false };

interface LinkChoicesProps {
  form: UseFormReturnType<Values>;
  /** What the link has now. */
  scheme: LinkSchemeView | null;
}

export function LinkChoices({ form, scheme }: LinkChoicesProps) {
  const { t } = useTranslation('desk-links');
  const { t: words } = useTranslation('links');
  const groups = useGroupChoices();
  const { audience, target } = form.values;
  const select = { allowDeselect: false, comboboxProps: DRAWN_WHEN_OPEN };
  return (
    <>
      <Select
        label={words('target')}
        data={TARGETS.map((one) => ({ value: one, label: words(`targets.${one}`) }))}
        {...select}
        {...form.getInputProps('target')}
      />
      {target === 'ib' ? <Scheme form={form} scheme={scheme} /> : null}
      <Select
        label={t('audience')}
        data={AUDIENCES.map((one) => ({ value: one, label: t(`audiences.${one}`) }))}
        {...select}
        {...form.getInputProps('audience')}
      />
      {audience === 'named' ? (
        <TagsInput
          label={t('named')}
          description={t('named_hint')}
          splitChars={[',', ' ', ';']}
          maxTags={40}
          {...form.getInputProps('named_ids')}
        />
      ) : null}
      <Select
        label={t('group')}
        description={t('group_hint')}
        data={[{ value: NONE, label: t('default_group') }, ...groups]}
        {...select}
        {...form.getInputProps('group_id')}
      />
      <Select
        label={t('language')}
        data={[
          { value: NONE, label: t('any_language') },
          ...Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label })),
        ]}
        {...select}
        {...form.getInputProps('language')}
      />
    </>
  );
}

/** Only for whoever may give terms; others see what it is. */
function Scheme({ form, scheme }: LinkChoicesProps) {
  const { t } = useTranslation('desk-links');
  const can = useCan();
  const mayChoose = can('update_commission_terms') && can('read_commission_plans');
  const { data } = useQuery({
    ...useRead<Page<PlanRowView>>('/api/desk/commission-plans/flexible_scheme?limit=200'),
    enabled: mayChoose,
  });
  const plans = (data?.items ?? []).filter(
    ({ number, id }) => number !== null && id !== scheme?.id,
  );
  return (
    <Select
      label={t('scheme')}
      description={t('scheme_hint')}
      data={[
        { value: NONE, label: t('no_scheme') },
        ...[...(scheme ? [scheme] : []), ...plans].map(({ id, name }) => ({
          value: id,
          label: name || id,
        })),
      ]}
      disabled={!mayChoose}
      allowDeselect={false}
      comboboxProps={DRAWN_WHEN_OPEN}
      {...form.getInputProps('flexible_scheme_id')}
    />
  );
}
