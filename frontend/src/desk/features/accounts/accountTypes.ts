/** The broker's types of accounts, for those who may read the settings that hold them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { Choice } from '@/shared/table/types';
import type { Items, Setting } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';

interface TypeConfig {
  id: string;
  currency: string;
  name: Record<string, string>;
}

export function useTypeChoices(): Choice[] {
  const can = useCan();
  const { language } = useLanguage();
  const { data } = useQuery({
    ...useRead<Items<Setting>>('/api/desk/settings'),
    enabled: can('read_settings'),
  });
  return useMemo(() => {
    const setting = data?.items.find(({ key }) => key === 'accounts.types');
    return ((setting?.value ?? []) as TypeConfig[]).map(({ id, currency, name }) => ({
      value: id,
      label: `${name[language] ?? name.en ?? id} (${currency})`,
    }));
  }, [data, language]);
}
