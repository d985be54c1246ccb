/** What the client can have changed on an account: its leverage, and new passwords. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { IconAdjustments, IconCoins, IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, ChangeableView } from '@/api/portal';
import { readChangeableOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { Panel } from '@/shared/ui/Panel';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import classes from './accounts.module.css';

const LeverageForm = lazy(() =>
  import('./LeverageForm').then((one) => ({ default: one.LeverageForm })),
);
const PasswordForm = lazy(() =>
  import('./PasswordForm').then((one) => ({ default: one.PasswordForm })),
);

const TopUpForm = lazy(() => import('./TopUpForm').then((one) => ({ default: one.TopUpForm })));

const POLL_MS = 15_000;
type Asking = 'leverage' | 'password' | 'top_up';

export function AccountChanges({ account }: { account: AccountView }) {
  const changeable = useQuery({
    ...readChangeableOptions({ path: { account_id: account.id } }),
    refetchInterval: pollEvery(POLL_MS),
  });
  return changeable.data ? <Choice account={account} changeable={changeable.data} /> : null;
}

interface ChoiceProps {
  account: AccountView;
  changeable: ChangeableView;
}

function Choice({ account, changeable }: ChoiceProps) {
  const { t } = useTranslation('portal-accounts');
  const [asking, setAsking] = useState<Asking | null>(null);
  const { kinds, under_way: underWay, top_up: topUp } = changeable;
  const isFree = (kind: ChangeableView['kinds'][number]) =>
    kinds.includes(kind) && !underWay.includes(kind);
  const passwords = (['main_password', 'investor_password'] as const).filter(isFree);
  const close = () => setAsking(null);
  if (kinds.length === 0) return null;
  return (
    <Panel title={t('changes.title')}>
      <Text size="sm" c="dimmed">
        {t('changes.hint')}
      </Text>
      <Group gap="sm" mt="md">
        {kinds.includes('leverage') ? (
          <Button
            variant="default"
            leftSection={<IconAdjustments size={17} aria-hidden />}
            disabled={!isFree('leverage')}
            onClick={() => setAsking('leverage')}
          >
            {t('changes.leverage')}
          </Button>
        ) : null}
        <Button
          variant="default"
          leftSection={<IconKey size={17} aria-hidden />}
          disabled={passwords.length === 0}
          onClick={() => setAsking('password')}
        >
          {t('changes.password')}
        </Button>
        {topUp ? (
          <Button
            variant="default"
            leftSection={<IconCoins size={17} aria-hidden />}
            onClick={() => setAsking('top_up')}
          >
            {t('top_up.title')}
          </Button>
        ) : null}
      </Group>
      {underWay.length > 0 ? (
        <ul className={classes.underWay}>
          {underWay.map((kind) => (
            <li key={kind}>{t(`changes.under_way.${kind}`)}</li>
          ))}
        </ul>
      ) : null}
      <Modal opened={asking === 'leverage'} onClose={close} title={t('changes.leverage')}>
        <Suspense fallback={<LinesSkeleton />}>
          <LeverageForm account={account} leverages={changeable.leverages} onDone={close} />
        </Suspense>
      </Modal>
      <Modal opened={asking === 'password'} onClose={close} title={t('changes.password')}>
        <Suspense fallback={<LinesSkeleton />}>
          <PasswordForm account={account} kinds={passwords} onDone={close} />
        </Suspense>
      </Modal>
      <Modal opened={asking === 'top_up'} onClose={close} title={t('top_up.title')}>
        <Suspense fallback={<LinesSkeleton />}>
          {topUp ? <TopUpForm account={account} most={topUp} onDone={close} /> : null}
        </Suspense>
      </Modal>
    </Panel>
  );
}
