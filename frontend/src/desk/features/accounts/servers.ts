/** Names of the trading servers, for those who may read the settings that hold them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Choice } from '@/shared/table/types';
import type { Items, Setting } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';

interface ServerConfig {
  id: string;
  name: string;
}

export function useServerChoices(): Choice[] {
  const can = useCan();
  const { data } = useQuery({
    ...useRead<Items<Setting>>('/api/desk/settings'),
    enabled: can('read_settings'),
  });
  return useMemo(() => {
    const setting = data?.items.find(({ key }) => key === 'accounts.trading_servers');
    const servers = (setting?.value ?? []) as ServerConfig[];
    return servers.map(({ id, name }) => ({ value: id, label: name }));
  }, [data]);
}
