/** One's own second factor on the profile page: what there is, and the ways to change it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDeviceMobile, IconFingerprint, IconKey } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { type FactorState, type Passkey, useFactor } from './calls';
import { type Change, FactorChangeDialog } from './FactorChangeDialog';
import classes from './factor.module.css';
import { hasPasskeys } from './passkey';

export function FactorPanel() {
  const { t } = useTranslation('common');
  const factor = useFactor();
  const [change, setChange] = useState<Change | null>(null);
  return (
    <Panel title={t('factor.panel')} aside={factor.data ? <State of={factor.data} /> : null}>
      <Loaded query={factor}>
        {(state) => <Methods state={state} onChange={(next) => setChange(next)} />}
      </Loaded>
      <FactorChangeDialog change={change} onClose={() => setChange(null)} />
    </Panel>
  );
}

function State({ of }: { of: FactorState }) {
  const { t } = useTranslation('common');
  if (of.enrolled) return <Chip tone="good">{t('factor.on')}</Chip>;
  return <Chip tone={of.mandatory ? 'warn' : 'neutral'}>{t('factor.off')}</Chip>;
}

interface MethodsProps {
  state: FactorState;
  onChange: (change: Change) => void;
}

function Methods({ state, onChange }: MethodsProps) {
  const { t } = useTranslation('common');
  const only = state.mandatory && state.passkeys.length + (state.totp_added_at ? 1 : 0) === 1;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {state.mandatory ? t('factor.panel_mandatory') : t('factor.panel_hint')}
      </Text>
      {state.enrolled ? (
        <ul className={classes.methods}>
          {state.totp_added_at ? (
            <App addedAt={state.totp_added_at} only={only} onChange={onChange} />
          ) : null}
          {state.passkeys.map((one) => (
            <PasskeyLine key={one.id} passkey={one} only={only} onChange={onChange} />
          ))}
          <Codes left={state.recovery_codes_left} onChange={onChange} />
        </ul>
      ) : null}
      <Group gap="xs">
        {state.totp_added_at ? null : (
          <Button
            variant={state.enrolled ? 'default' : 'filled'}
            leftSection={<IconDeviceMobile size={17} />}
            onClick={() => onChange({ kind: 'add_app' })}
          >
            {t('factor.add_app')}
          </Button>
        )}
        {hasPasskeys() ? (
          <Button
            variant="default"
            leftSection={<IconFingerprint size={17} />}
            onClick={() => onChange({ kind: 'add_passkey' })}
          >
            {t('factor.add_passkey')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}

interface LineProps {
  icon: ReactNode;
  name: ReactNode;
  soft: ReactNode;
  action: ReactNode;
}

function Line({ icon, name, soft, action }: LineProps) {
  return (
    <li className={classes.method}>
      <span className={classes.icon}>{icon}</span>
      <span>
        <span className={classes.name}>{name}</span>
        <br />
        <span className={classes.soft}>{soft}</span>
      </span>
      {action}
    </li>
  );
}

interface ChangeProps {
  /** The last one where there must be one: it stays. */
  only: boolean;
  onChange: (change: Change) => void;
}

function App({ addedAt, only, onChange }: ChangeProps & { addedAt: string }) {
  const { t } = useTranslation('common');
  return (
    <Line
      icon={<IconDeviceMobile size={22} stroke={1.6} aria-hidden />}
      name={t('factor.app')}
      soft={
        <>
          {t('factor.added')} <Time at={addedAt} />
        </>
      }
      action={
        <Group gap="xs" justify="flex-end">
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({ kind: 'add_app' })}>
            {t('factor.replace')}
          </Button>
          {only ? null : (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={t('factor.remove_app')}
              onClick={() => onChange({ kind: 'remove_app' })}
            >
              {t('actions.remove')}
            </Button>
          )}
        </Group>
      }
    />
  );
}

function PasskeyLine({ passkey, only, onChange }: ChangeProps & { passkey: Passkey }) {
  const { t } = useTranslation('common');
  const { id, name, added_at, last_used_at } = passkey;
  return (
    <Line
      icon={<IconFingerprint size={22} stroke={1.6} aria-hidden />}
      name={<bdi>{name}</bdi>}
      soft={
        <>
          {last_used_at ? t('factor.last_used') : t('factor.added')}{' '}
          <Time at={last_used_at ?? added_at} />
        </>
      }
      action={
        only ? null : (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={t('factor.remove_named', { name })}
            onClick={() => onChange({ kind: 'remove_passkey', id, name })}
          >
            {t('actions.remove')}
          </Button>
        )
      }
    />
  );
}

function Codes({ left, onChange }: { left: number; onChange: (change: Change) => void }) {
  const { t } = useTranslation('common');
  return (
    <Line
      icon={<IconKey size={22} stroke={1.6} aria-hidden />}
      name={t('factor.codes')}
      soft={t('factor.codes_left', { count: left })}
      action={
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange({ kind: 'renew_codes' })}
        >
          {t('factor.renew')}
        </Button>
      }
    />
  );
}
