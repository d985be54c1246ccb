/** The account as its server has it, and the way to change it there. */
import { Button } from '@mantine/core';
import { IconServerCog } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlatformView } from '@/api/desk/types.gen';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import type { Account } from '../../records/types';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import classes from './AccountPage.module.css';
import { usePlatform } from './account';

const PlatformDialog = lazy(() =>
  import('./PlatformDialog').then((one) => ({ default: one.PlatformDialog })),
);

export function PlatformPanel({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const can = useCan();
  const platform = usePlatform(account.id);
  const [editing, setEditing] = useState(false);
  const edit =
    platform.data && can('update_accounts') ? (
      <Button
        variant="default"
        size="xs"
        leftSection={<IconServerCog size={15} aria-hidden />}
        onClick={() => setEditing(true)}
      >
        {t('platform.edit')}
      </Button>
    ) : null;
  return (
    <Panel title={t('platform.title')} aside={edit}>
      <Loaded query={platform}>{(found) => <Facts platform={found} />}</Loaded>
      {editing && platform.data ? (
        <Suspense>
          <PlatformDialog
            accountId={account.id}
            platform={platform.data}
            onClose={() => setEditing(false)}
          />
        </Suspense>
      ) : null}
    </Panel>
  );
}

function Facts({ platform }: { platform: PlatformView }) {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const right = (on: boolean) => (
    <Chip tone={on ? 'good' : 'bad'}>{t(on ? 'platform.on' : 'platform.off')}</Chip>
  );
  return (
    <div className={classes.facts}>
      <FactList
        facts={[
          { label: words('fact', 'name'), value: <bdi>{platform.name || '—'}</bdi> },
          { label: words('fact', 'email'), value: <bdi>{platform.email || '—'}</bdi> },
          { label: words('fact', 'group'), value: <bdi>{platform.group}</bdi> },
          {
            label: words('fact', 'leverage'),
            value: <bdi dir="ltr">{`1:${platform.leverage}`}</bdi>,
          },
        ]}
      />
      <FactList
        facts={[
          { label: t('platform.may_sign_in'), value: right(platform.may_sign_in) },
          { label: t('platform.may_trade'), value: right(platform.may_trade) },
          { label: t('platform.gets_reports'), value: right(platform.gets_reports) },
          { label: words('fact', 'comment'), value: <bdi>{platform.comment || '—'}</bdi> },
        ]}
      />
    </div>
  );
}
