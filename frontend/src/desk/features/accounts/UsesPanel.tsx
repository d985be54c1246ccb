/** What the account can be used for; whoever may, switches it. */
import { Group, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { Panel } from '@/shared/ui/Panel';
import { toastProblem } from '@/shared/ui/toast';
import type { Account } from '../../records/types';
import { useCan } from '../../session';
import { type AccountUse, useSwitchUse } from './account';

const USES: AccountUse[] = ['deposit', 'withdrawal', 'transfer', 'commission'];

export function UsesPanel({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const { ofError } = useErrorWords();
  const can = useCan();
  const change = useSwitchUse(account);
  const toggle = (use: AccountUse) => {
    change(use).catch((problem) => toastProblem(ofError(asApiError(problem))));
  };
  const fixed = !can('update_accounts') || account.status === 'unbound';
  return (
    <Panel title={t('allowed')}>
      <Group gap="xl">
        {USES.map((use) => (
          <Switch
            key={use}
            label={t(`uses.${use}`)}
            checked={account.flags[use]}
            disabled={fixed}
            onChange={() => toggle(use)}
          />
        ))}
      </Group>
    </Panel>
  );
}
