/** Where somebody's commissions go, currency by currency, and the way to change it. */
import { Button, Group, Stack } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDay } from '@/shared/time/format';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import classes from './commissions.module.css';
import type { Target, TargetAccount, Targets } from './types';

const TargetDialog = lazy(() =>
  import('./TargetDialog').then((one) => ({ default: one.TargetDialog })),
);

/** Whether anything was ever chosen. */
export const isSet = ({ targets }: Targets): boolean => targets.some((one) => one.counts_from);

/** Whether there is anything to say: accounts can be targets, or have been. */
export const isTold = (sheet: Targets): boolean => sheet.to_accounts || isSet(sheet);

interface TargetsPanelProps {
  sheet: Targets;
  accounts: readonly TargetAccount[];
  mayChange: boolean;
  send: (currency: string, accountId: string | null) => Promise<unknown>;
  /** After one was changed. */
  onChanged: () => void;
}

export function TargetsPanel({ sheet, accounts, mayChange, send, onChanged }: TargetsPanelProps) {
  const { t } = useTranslation('commissions');
  const [changing, setChanging] = useState<Target | null>(null);
  const canChange = (one: Target) => mayChange && (sheet.to_accounts || one.account_id !== null);
  return (
    <Panel title={t('onward.title')}>
      <Stack gap="sm">
        <p className={classes.note}>{t(sheet.to_accounts ? 'onward.hint' : 'onward.off')}</p>
        <FactList
          facts={sheet.targets.map((one) => ({
            label: t('onward.currency', { currency: one.currency }),
            value: (
              <Group gap="xs">
                <Where target={one} />
                {canChange(one) ? (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t('onward.change_of', { currency: one.currency })}
                    onClick={() => setChanging(one)}
                  >
                    {t('onward.change')}
                  </Button>
                ) : null}
              </Group>
            ),
          }))}
        />
      </Stack>
      {changing ? (
        <Suspense>
          <TargetDialog
            target={changing}
            accounts={sheet.to_accounts ? accounts : []}
            send={send}
            onSent={onChanged}
            onClose={() => setChanging(null)}
          />
        </Suspense>
      ) : null}
    </Panel>
  );
}

function Where({ target }: { target: Target }) {
  const { t } = useTranslation('commissions');
  const { tag } = useLanguage();
  const { login, counts_from: from, by_staff, problem } = target;
  const notes = [
    from ? t('onward.from', { day: formatDay(from, tag) }) : '',
    by_staff ? t('onward.by_staff') : '',
  ].filter(Boolean);
  return (
    <>
      <span>
        {login === null ? t('onward.wallet') : t('onward.account', { login: String(login) })}
      </span>
      {notes.length ? <span className={classes.soft}>{notes.join(' · ')}</span> : null}
      {problem ? <Chip tone="warn">{t(`onward.stays.${problem}`)}</Chip> : null}
    </>
  );
}
