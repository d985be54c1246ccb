/** How each type of request is decided: by whom, through which steps, and how soon. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { REQUEST_TYPES, type Setting } from '../../../records/types';
import { useWords } from '../../../records/words';
import { SettingRow } from '../SettingRow';
import page from '../SettingsPage.module.css';
import { useSettings } from '../settings';
import { VersionsPanel } from '../VersionsPanel';
import { AutomationEditor } from './AutomationEditor';
import type { Automation, Flow } from './draft';
import { FlowEditor } from './FlowEditor';
import classes from './processes.module.css';
import { type Process, processOf } from './useProcess';

const OF_ALL = ['approvals.business_hours', 'approvals.escalation', 'approvals.reject_reasons'];

export default function ProcessesPage() {
  const { t } = useTranslation('desk-settings');
  const settings = useSettings();
  return (
    <>
      <PageHeader
        title={t('process.title')}
        subtitle={
          <>
            <Link to="/settings" search={{ group: 'approvals' } as never} className={page.soft}>
              {t('back')}
            </Link>{' '}
            {t('process.subtitle')}
          </>
        }
      />
      <Loaded query={settings} skeleton={<FormSkeleton fields={5} />}>
        {({ items }) => <Processes settings={items} />}
      </Loaded>
    </>
  );
}

function Processes({ settings }: { settings: Setting[] }) {
  const { t } = useTranslation('desk-settings');
  const [search, change] = useSearchTexts();
  const processes = REQUEST_TYPES.map((type) => processOf(settings, type)).filter(
    (one) => one !== null,
  );
  const chosen = processes.find(({ type }) => type === search.type) ?? processes[0];
  const base = settings.find(({ key }) => key === 'approvals.base_currency');
  return (
    <div className={page.page}>
      <fieldset className={page.groups} aria-label={t('process.types')}>
        {processes.map((one) => (
          <TypeButton
            key={one.type}
            process={one}
            pressed={one === chosen}
            onClick={() => change({ type: one.type })}
          />
        ))}
      </fieldset>
      {chosen ? (
        <Sheet
          key={chosen.type}
          process={chosen}
          baseCurrency={String(base?.value ?? '')}
          shared={settings.filter(({ key }) => OF_ALL.includes(key))}
        />
      ) : null}
    </div>
  );
}

interface TypeButtonProps {
  process: Process;
  pressed: boolean;
  onClick: () => void;
}

function TypeButton({ process, pressed, onClick }: TypeButtonProps) {
  const { t } = useTranslation('desk-settings');
  const words = useWords();
  const { mode } = process.automation.value as Automation;
  const steps = Math.max(1, (process.flow.value as Flow).nodes.length);
  const waits = process.flow.pending !== null || process.automation.pending !== null;
  return (
    <button type="button" className={page.group} aria-pressed={pressed} onClick={onClick}>
      <span className={classes.type}>
        <span>{words('request', process.type)}</span>
        <span className={classes.gist}>
          {mode === 'automatic' ? words('mode', mode) : t('process.count', { count: steps })}
        </span>
      </span>
      {waits ? <Chip tone="warn">{t('pending')}</Chip> : null}
    </button>
  );
}

/** What was drafted is let go once it is in force, or waits for a second person. */
const keyOf = ({ key, version, pending }: Setting) => `${key} ${version} ${pending?.version}`;

interface SheetProps {
  process: Process;
  baseCurrency: string;
  /** What holds for the clocks of all types. */
  shared: Setting[];
}

function Sheet({ process, baseCurrency, shared }: SheetProps) {
  const { t } = useTranslation('desk-settings');
  const { type, automation, flow, deadline } = process;
  return (
    <div className={classes.sheet}>
      <div className={page.stack}>
        <AutomationEditor
          key={keyOf(automation)}
          setting={automation}
          type={type}
          baseCurrency={baseCurrency}
        />
        <FlowEditor key={keyOf(flow)} setting={flow} type={type} />
        <Panel title={t('process.clock')}>
          <SettingRow setting={deadline} />
          {shared.map((one) => (
            <SettingRow key={one.key} setting={one} />
          ))}
        </Panel>
      </div>
      <VersionsPanel setting={flow} />
    </div>
  );
}
