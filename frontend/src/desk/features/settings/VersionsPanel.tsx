/** A setting's history: each version with what it changed, and going back to it. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import type { Setting, SettingVersion } from '../../records/types';
import { useCan } from '../../session';
import { SettingChanges } from './SettingChanges';
import classes from './SettingsPage.module.css';
import { pathOf, useRollBack } from './settings';

const PAGE = 20;

function useVersions(key: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['desk', 'setting-versions', key],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<SettingVersion>>(`${pathOf(key)}/versions`, {
        query: { cursor: pageParam, limit: PAGE },
        signal,
      }),
    getNextPageParam: (last) => last.next_cursor,
  });
}

export function VersionsPanel({ setting }: { setting: Setting }) {
  const { t } = useTranslation('desk-settings');
  const versions = useVersions(setting.key);
  const [asked, setAsked] = useState<SettingVersion | null>(null);
  const rollBack = useRollBack(setting.key);
  const items = versions.data?.pages.flatMap((page) => page.items) ?? [];
  const goBack = async () => {
    if (!asked) return;
    const saved = await rollBack(asked.version, '');
    toastDone(saved.pending ? t('proposed') : t('saved'));
  };
  return (
    <Panel title={t('versions')}>
      {versions.isPending ? <LinesSkeleton /> : null}
      {versions.isError ? (
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
      ) : null}
      {versions.isSuccess && items.length === 0 ? (
        <EmptyState title={t('no_versions')} hint={t('no_versions_hint')} />
      ) : null}
      {items.map((version) => (
        <Version key={version.version} version={version} setting={setting} onRollBack={setAsked} />
      ))}
      {versions.hasNextPage ? (
        <Button
          variant="default"
          fullWidth
          loading={versions.isFetchingNextPage}
          onClick={() => void versions.fetchNextPage()}
        >
          {t('more_versions')}
        </Button>
      ) : null}
      <ConfirmDanger
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('rollback_title')}
        confirmLabel={setting.four_eyes ? t('propose') : t('rollback')}
        onConfirm={goBack}
      >
        <SettingChanges before={setting.value} after={asked?.value} />
      </ConfirmDanger>
    </Panel>
  );
}

interface VersionProps {
  version: SettingVersion;
  setting: Setting;
  onRollBack: (version: SettingVersion) => void;
}

function Version({ version, setting, onRollBack }: VersionProps) {
  const { t } = useTranslation('desk-settings');
  const can = useCan();
  const isCurrent = version.version === setting.version;
  const canGoBack =
    can('update_settings') && version.state === 'approved' && !isCurrent && !setting.pending;
  return (
    <div className={classes.version}>
      <div className={classes.versionHead}>
        <strong>{t('version', { version: version.version })}</strong>
        <StatusChip status={version.state} />
        {isCurrent ? <span>{t('in_force')}</span> : null}
        {canGoBack ? (
          <Button variant="subtle" size="compact-xs" onClick={() => onRollBack(version)}>
            {t('rollback')}
          </Button>
        ) : null}
      </div>
      <span className={classes.soft}>
        {t('by_at', { by: version.by.name })} <Time at={version.at} />
      </span>
      {version.decided_by && version.decided_at ? (
        <span className={classes.soft}>
          {t('decided_by_at', { by: version.decided_by.name })} <Time at={version.decided_at} />
        </span>
      ) : null}
      {version.rolls_back_to !== null ? (
        <span className={classes.soft}>{t('repeats', { version: version.rolls_back_to })}</span>
      ) : null}
      {version.comment ? <bdi>{version.comment}</bdi> : null}
      {isCurrent ? null : <SettingChanges before={setting.value} after={version.value} />}
    </div>
  );
}
