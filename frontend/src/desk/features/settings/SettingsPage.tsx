/** All settings by group; simple ones are changed in their line, others on a page of their own. */
import { TextInput } from '@mantine/core';
import { IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import type { Setting } from '../../records/types';
import { SettingRow } from './SettingRow';
import classes from './SettingsPage.module.css';
import { useSettings } from './settings';
import { useSettingWords } from './words';

export default function SettingsPage() {
  const { t } = useTranslation('desk-settings');
  const settings = useSettings();
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Loaded
        query={settings}
        skeleton={
          <Panel>
            <LinesSkeleton count={12} />
          </Panel>
        }
      >
        {({ items }) => <Groups settings={items} />}
      </Loaded>
    </>
  );
}

/** Groups in the order of the catalogue, with the settings that match what is looked for. */
function useGroups(settings: readonly Setting[], wanted: string): [string, Setting[]][] {
  const words = useSettingWords();
  const needle = wanted.trim().toLocaleLowerCase();
  return useMemo(() => {
    const groups = new Map<string, Setting[]>();
    for (const setting of settings) {
      const text = `${words.title(setting.title_code)} ${setting.key} ${words.hint(setting.title_code)}`;
      if (!text.toLocaleLowerCase().includes(needle)) continue;
      groups.set(setting.group, [...(groups.get(setting.group) ?? []), setting]);
    }
    return [...groups];
  }, [settings, needle, words]);
}

function Groups({ settings }: { settings: Setting[] }) {
  const { t } = useTranslation('desk-settings');
  const words = useSettingWords();
  const [search, change] = useSearchTexts();
  const groups = useGroups(settings, search.q ?? '');
  const all = [...new Set(settings.map(({ group }) => group))];
  const chosen = search.group && all.includes(search.group) ? search.group : undefined;
  const shown = chosen ? groups.filter(([group]) => group === chosen) : groups;
  const waiting = (group: string) =>
    settings.filter((one) => one.group === group && one.pending !== null).length;
  const tab = (group: string | undefined, label: string, pending: number) => (
    <button
      key={group ?? 'every'}
      type="button"
      className={classes.group}
      aria-pressed={chosen === group}
      onClick={() => change({ group })}
    >
      {label}
      {pending > 0 ? <span className={classes.pending}>{pending}</span> : null}
    </button>
  );
  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <TextInput
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search.q ?? ''}
          onChange={(event) => change({ q: event.currentTarget.value || undefined })}
        />
        <fieldset className={classes.groups} aria-label={t('groups')}>
          {tab(undefined, t('every_group'), 0)}
          {all.map((group) => tab(group, words.group(group), waiting(group)))}
        </fieldset>
      </div>
      <div className={classes.list}>
        {shown.length === 0 ? (
          <Panel>
            <EmptyState icon={IconSearchOff} title={t('nothing_found')} />
          </Panel>
        ) : null}
        {shown.map(([group, inGroup]) => (
          <Panel key={group} title={words.group(group)}>
            {inGroup.map((setting) => (
              <SettingRow key={setting.key} setting={setting} />
            ))}
          </Panel>
        ))}
      </div>
    </div>
  );
}
