/** Clients from a file: what holds for all of them, the table, its review, and off it goes. */
import { Checkbox, MultiSelect, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientImportForm, ImportTemplateView } from '@/api/desk/types.gen';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { BY_RULE, NOBODY, ownerId, useGroupChoices, useOwnerChoices } from '../../records/choices';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { ImportSteps } from './ImportSteps';
import classes from './imports.module.css';
import { SheetInput } from './SheetInput';
import { useImport } from './useImport';

const PATH = '/api/desk/client-imports';

interface ForAll {
  kind: 'trader' | 'ib';
  owner: string;
  participants: string[];
  group_id: string;
  source: string;
  language: Language;
  tells: boolean;
}

const bodyOf = ({ owner, participants, ...rest }: ForAll, csv: string): ClientImportForm => ({
  ...rest,
  owner_id: ownerId(owner),
  participant_ids: participants,
  csv,
});

export default function ImportClientsPage() {
  const { t } = useTranslation('desk-imports');
  const { language } = useLanguage();
  const run = useImport(PATH);
  const [csv, setCsv] = useState('');
  const [all, setAll] = useState<ForAll>({
    kind: 'trader',
    owner: BY_RULE,
    participants: [],
    group_id: '',
    source: '',
    language,
    tells: true,
  });
  const template = useQuery(useRead<ImportTemplateView>(`${PATH}?kind=${all.kind}`));
  return (
    <>
      <PageHeader title={t('clients.title')} subtitle={t('clients.subtitle')} />
      <LeaveGuard when={csv !== '' && !run.busy} />
      <ImportSteps
        run={run}
        body={bodyOf(all, csv)}
        goLabel={(count) => t('clients.go', { count })}
      >
        <SegmentedControl
          className={classes.kinds}
          aria-label={t('clients.kind')}
          data={[
            { value: 'trader', label: t('clients.traders') },
            { value: 'ib', label: t('clients.ibs') },
          ]}
          value={all.kind}
          onChange={(kind) => setAll({ ...all, kind: kind as ForAll['kind'] })}
        />
        <div className={classes.halves}>
          <Panel title={t('table')}>
            <Loaded query={template}>
              {(found) => (
                <SheetInput
                  text={csv}
                  template={found}
                  templateName={`${all.kind}.csv`}
                  onChange={setCsv}
                />
              )}
            </Loaded>
          </Panel>
          <Panel title={t('clients.for_all')}>
            <ForAllFields all={all} onChange={(change) => setAll({ ...all, ...change })} />
          </Panel>
        </div>
      </ImportSteps>
    </>
  );
}

interface ForAllProps {
  all: ForAll;
  onChange: (change: Partial<ForAll>) => void;
}

function ForAllFields({ all, onChange }: ForAllProps) {
  const { t } = useTranslation('desk-imports');
  const words = useWords();
  const people = useOwnerChoices();
  const groups = useGroupChoices();
  return (
    <Stack gap="md">
      <Select
        label={words('fact', 'owner')}
        data={[
          { value: BY_RULE, label: words('belonging', BY_RULE) },
          { value: NOBODY, label: words('belonging', NOBODY) },
          ...people,
        ]}
        searchable
        allowDeselect={false}
        value={all.owner}
        onChange={(owner) => onChange({ owner: owner ?? BY_RULE })}
      />
      <MultiSelect
        label={words('fact', 'participants')}
        data={people}
        searchable
        maxValues={20}
        value={all.participants}
        onChange={(participants) => onChange({ participants })}
      />
      <Select
        label={words('fact', 'group')}
        placeholder={words('belonging', 'group_default')}
        data={groups}
        clearable
        value={all.group_id || null}
        onChange={(group) => onChange({ group_id: group ?? '' })}
      />
      <TextInput
        label={words('fact', 'source')}
        maxLength={80}
        value={all.source}
        onChange={(event) => onChange({ source: event.currentTarget.value })}
      />
      <Select
        label={words('fact', 'language')}
        description={t('clients.language_hint')}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        allowDeselect={false}
        value={all.language}
        onChange={(language) => onChange({ language: (language ?? all.language) as Language })}
      />
      <Checkbox
        label={t('clients.tells')}
        checked={all.tells}
        onChange={(event) => onChange({ tells: event.currentTarget.checked })}
      />
    </Stack>
  );
}
