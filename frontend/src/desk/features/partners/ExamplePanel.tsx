/** What the scheme as it is written would pay for a trade that is made up, step by step. */
import { Group, Stack, TagsInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExampleForm, SettlementView } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { Arithmetic, Headline } from '@/shared/commissions/Arithmetic';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Panel } from '@/shared/ui/Panel';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { type Draft, planOf } from './drafts';
import classes from './partners.module.css';

const PATH = '/api/desk/commission-examples';
const PAUSE_MS = 400;

interface ExampleProps {
  kind: 'fixed_scheme' | 'flexible_scheme';
  draft: Draft;
  tiers: string[];
}

const FIRST = {
  symbol: 'EURUSD',
  lots: '1',
  platform_group: '',
  currency: 'USD',
  profit: '100.00',
  platform_commission: '7.00',
  spread_points: '12',
};
type Trade = typeof FIRST;

const isReady = ({ kind, draft, tiers }: ExampleProps) =>
  kind === 'fixed_scheme'
    ? tiers.length > 0 && draft.basics.every((one) => one.symbol_group_id)
    : draft.rates.every((one) => one.symbol_group_id && one.amount);

/** Names of tiers as the numbers the server counts by; what is no tier has none. */
const placesOf = (chain: readonly string[], tiers: readonly string[]) =>
  chain.map((name) => {
    const place = tiers.indexOf(name);
    return place < 0 ? null : place + 1;
  });

export function ExamplePanel(props: ExampleProps) {
  const { t } = useTranslation('desk-partners');
  const { kind, tiers } = props;
  const [trade, setTrade] = useState<Trade>(FIRST);
  const [chosen, setChain] = useState<string[] | null>(null);
  const chain = chosen ?? (kind === 'fixed_scheme' ? tiers.slice(0, 3) : ['1']);
  const result = useExample(props, trade, chain);
  const put = (name: keyof Trade) => (event: { currentTarget: { value: string } }) =>
    setTrade({ ...trade, [name]: event.currentTarget.value });
  return (
    <Panel title={t('example')}>
      <Stack gap="md">
        <span className={classes.soft}>{t('example_hint')}</span>
        <Group grow align="start">
          <TextInput label={t('symbol')} dir="ltr" value={trade.symbol} onChange={put('symbol')} />
          <TextInput label={t('lots')} dir="ltr" value={trade.lots} onChange={put('lots')} />
        </Group>
        <Group grow align="start">
          <TextInput label={t('profit')} dir="ltr" value={trade.profit} onChange={put('profit')} />
          <TextInput
            label={t('spread_points')}
            dir="ltr"
            value={trade.spread_points}
            onChange={put('spread_points')}
          />
        </Group>
        <Group grow align="start">
          <TextInput
            label={t('platform_commission')}
            dir="ltr"
            value={trade.platform_commission}
            onChange={put('platform_commission')}
          />
          <TextInput
            label={t('account_currency')}
            dir="ltr"
            maxLength={5}
            value={trade.currency}
            onChange={put('currency')}
          />
        </Group>
        {kind === 'fixed_scheme' ? (
          <TagsInput
            label={t('chain')}
            description={t('chain_hint')}
            data={tiers}
            allowDuplicates
            value={chain}
            onChange={setChain}
          />
        ) : null}
        {isReady(props) ? null : <span className={classes.soft}>{t('example_waits')}</span>}
        {result.isPending && result.isFetching ? <LinesSkeleton /> : null}
        {result.isError ? <FormProblem problem={asApiError(result.error)} /> : null}
        {result.data ? (
          <>
            <Headline settlement={result.data} />
            <Arithmetic outcome={result.data} tiers={tiers} />
          </>
        ) : null}
      </Stack>
    </Panel>
  );
}

function useExample(props: ExampleProps, trade: Trade, chain: readonly string[]) {
  const api = useApi();
  const { kind, draft, tiers } = props;
  const form = useMemo(() => {
    const scheme = planOf(kind, draft, tiers.length);
    const { spread_points: spread, ...rest } = trade;
    return {
      scheme: { ...scheme, name: scheme.name || '-' },
      trade: { ...rest, spread_points: spread.trim() ? Number.parseInt(spread, 10) : null },
      tiers: placesOf(chain, tiers),
    } as ExampleForm;
  }, [kind, draft, tiers, trade, chain]);
  const [asked] = useDebouncedValue(isReady(props) ? JSON.stringify(form) : '', PAUSE_MS);
  return useQuery({
    queryKey: ['desk', PATH, asked],
    queryFn: ({ signal }) => api.post<SettlementView>(PATH, JSON.parse(asked), { signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
}
