/** What a version of a plan says, in short lines. */
import { useTranslation } from 'react-i18next';
import type { PlanVersionView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { useServerName } from '../../records/servers';
import { usePlanChoices } from './plans';

type Said = PlanVersionView['plan'];

export function PlanGist({ plan }: { plan: Said }) {
  return <FactList tinted facts={useFacts(plan)} />;
}

function useFacts(plan: Said): Fact[] {
  const { t } = useTranslation('desk-partners');
  const { tag } = useLanguage();
  const serverName = useServerName();
  const groups = usePlanChoices('symbol_group');
  const structures = usePlanChoices('rank_structure');
  const listed = (texts: readonly string[]) => (
    <bdi>
      {new Intl.ListFormat(tag, { type: 'unit' }).format(
        texts.map((one) => `\u2068${one}\u2069`),
      ) || '—'}
    </bdi>
  );
  const nameOf = (id: string) =>
    [...groups, ...structures].find(({ value }) => value === id)?.label ?? id;
  if ('tiers' in plan) {
    return [
      { label: t('name'), value: <bdi>{plan.name}</bdi> },
      { label: t('tiers'), value: listed(plan.tiers) },
    ];
  }
  if ('symbols' in plan) {
    return [
      { label: t('name'), value: <bdi>{plan.name}</bdi> },
      { label: t('server'), value: <bdi>{serverName(plan.server_id)}</bdi> },
      { label: t('symbols'), value: listed(plan.symbols) },
      { label: t('suffixes'), value: listed(plan.suffixes) },
      {
        label: t('aliases'),
        value: listed(plan.aliases.map((one) => `${one.name} = ${one.symbol}`)),
      },
    ];
  }
  const rows = 'basics' in plan ? plan.basics : plan.rates;
  const lines = rows.map((row, place) => ({
    label: t('row', { number: place + 1 }),
    value: (
      <span>
        <bdi>{nameOf(row.symbol_group_id)}</bdi>
        {' · '}
        {'structure' in row ? `${t(`structures.${row.structure}`)} · ` : ''}
        {t(`types.${row.type}`)}
        {' · '}
        {listed('amounts' in row ? row.amounts : [row.amount])}
      </span>
    ),
  }));
  if (!('basics' in plan)) {
    const { passing } = plan;
    return [
      { label: t('name'), value: <bdi>{plan.name}</bdi> },
      ...lines,
      {
        label: t('passing.title'),
        value: passing
          ? t(passing.onward ? 'passing.gist_onward' : 'passing.gist', {
              most: passing.most_percent,
              least: passing.least_kept,
            })
          : t('passing.none'),
      },
    ];
  }
  return [
    { label: t('name'), value: <bdi>{plan.name}</bdi> },
    { label: t('ranks'), value: <bdi>{nameOf(plan.rank_structure_id)}</bdi> },
    { label: t('frequency'), value: t(`frequencies.${plan.frequency}`) },
    ...lines,
    { label: t('overriding'), value: listed(plan.overriding) },
    { label: t('same_rank'), value: listed(plan.same_rank) },
  ];
}
