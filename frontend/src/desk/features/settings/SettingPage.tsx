/** One setting: its editor, a change that waits for a second person, and its versions. */
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NotFound } from '@/shared/router/fallbacks';
import { Time } from '@/shared/time/Time';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { FormSkeleton } from '@/shared/ui/skeletons';
import type { Setting } from '../../records/types';
import { PendingChange } from './PendingChange';
import { PHONE_SERVICE, PhoneTest } from './PhoneTest';
import { SettingChanges } from './SettingChanges';
import { SettingForm } from './SettingForm';
import classes from './SettingsPage.module.css';
import { useSettings } from './settings';
import { VersionsPanel } from './VersionsPanel';
import { useSettingWords } from './words';

export default function SettingPage() {
  const { settingKey = '' } = useParams({ strict: false }) as { settingKey?: string };
  const settings = useSettings();
  return (
    <Loaded query={settings} skeleton={<FormSkeleton fields={5} />}>
      {({ items }) => {
        const setting = items.find(({ key }) => key === settingKey);
        return setting ? <SettingSheet setting={setting} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function SettingSheet({ setting }: { setting: Setting }) {
  const { t } = useTranslation('desk-settings');
  const words = useSettingWords();
  return (
    <>
      <PageHeader
        title={words.title(setting.title_code)}
        marks={setting.four_eyes ? <Chip>{t('four_eyes')}</Chip> : null}
        subtitle={
          <>
            <Link
              to="/settings"
              search={{ group: setting.group } as never}
              className={classes.soft}
            >
              {t('back')}
            </Link>{' '}
            {words.hint(setting.title_code) || <bdi translate="no">{setting.key}</bdi>}
          </>
        }
      />
      <div className={classes.columns}>
        <div className={classes.stack}>
          {setting.pending ? <PendingChange setting={setting} pending={setting.pending} /> : null}
          <SettingForm key={setting.version} setting={setting} />
        </div>
        <div className={classes.stack}>
          {setting.key === PHONE_SERVICE ? <PhoneTest /> : null}
          <Scheduled setting={setting} />
          <VersionsPanel setting={setting} />
        </div>
      </div>
    </>
  );
}

function Scheduled({ setting }: { setting: Setting }) {
  const { t } = useTranslation('desk-settings');
  if (setting.scheduled.length === 0) return null;
  return (
    <Panel title={t('scheduled_title')}>
      {setting.scheduled.map((one) => (
        <div key={one.version} className={classes.version}>
          <div className={classes.versionHead}>
            <strong>{t('version', { version: one.version })}</strong>
            <span className={classes.soft}>{t('from_then')}</span>
            <Time at={one.effective_at} />
          </div>
          <SettingChanges before={setting.value} after={one.value} />
        </div>
      ))}
    </Panel>
  );
}
