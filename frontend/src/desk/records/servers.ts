/** The broker's trading servers, for choosing one. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TradingServerView } from '@/api/desk/types.gen';
import type { Choice } from '@/shared/table/types';
import type { Items } from './types';
import { useRead } from './useList';

const NONE: TradingServerView[] = [];

export function useServers(): TradingServerView[] {
  const { data } = useQuery(useRead<Items<TradingServerView>>('/api/desk/trading-servers'));
  return data?.items ?? NONE;
}

export function useServerChoices(): Choice[] {
  const servers = useServers();
  return useMemo(() => servers.map(({ id, name }) => ({ value: id, label: name })), [servers]);
}
