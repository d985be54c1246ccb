/** The broker's trading servers, for choosing one. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { TradingServerView } from '@/api/desk/types.gen';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { Choice } from '@/shared/table/types';
import type { Items } from './types';
import { useRead } from './useList';

const NONE: TradingServerView[] = [];

export function useServers(): TradingServerView[] {
  const { data } = useQuery(useRead<Items<TradingServerView>>('/api/desk/trading-servers'));
  return data?.items ?? NONE;
}

/** What a server is called, by its id; the id where the broker has it no more. */
export function useServerName(): (id: string) => string {
  const servers = useServers();
  return useCallback((id) => servers.find((one) => one.id === id)?.name ?? id, [servers]);
}

export function useServerChoices(): Choice[] {
  const servers = useServers();
  return useMemo(() => servers.map(({ id, name }) => ({ value: id, label: name })), [servers]);
}

/** Types of accounts, on all servers or on one. */
export function useTypeChoices(serverId?: string): Choice[] {
  const servers = useServers();
  const { language } = useLanguage();
  return useMemo(
    () =>
      servers
        .filter(({ id }) => !serverId || id === serverId)
        .flatMap(({ account_types }) => account_types)
        .map(({ id, name }) => ({ value: id, label: pickText(name, language) })),
    [servers, language, serverId],
  );
}
