/**
 * Asks people without a second factor to set one up, where it is up to them; until they put it off.
 * Putting it off holds on this device for three months, for this person alone.
 */
import { Alert, Button, CloseButton, Group, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionState } from '../context';
import { useFactor } from './calls';
import classes from './factor.module.css';

const PUT_OFF_MS = 90 * 24 * 60 * 60 * 1000;

const keyOf = (person: string) => `fairlead.factor-nudge.${person}`;

function isPutOff(person: string): boolean {
  const until = Number(localStorage.getItem(keyOf(person)));
  return until > Date.now();
}

export function FactorNudge({ person }: { person: string }) {
  const { t } = useTranslation('common');
  const state = useSessionState();
  const { data } = useFactor();
  const [putOff, setPutOff] = useState(() => isPutOff(person));
  const isVisit = state.phase === 'in' && state.visit !== undefined;
  if (!data || data.enrolled || data.mandatory || putOff || isVisit) return null;
  const dismiss = () => {
    localStorage.setItem(keyOf(person), String(Date.now() + PUT_OFF_MS));
    setPutOff(true);
  };
  return (
    <Alert
      color="accent"
      icon={<IconShieldCheck size={20} aria-hidden />}
      className={classes.nudge}
      role="note"
      aria-label={t('factor.nudge_title')}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div>
          <Text fw={600} size="sm">
            {t('factor.nudge_title')}
          </Text>
          <Text size="sm">{t('factor.nudge_hint')}</Text>
          <Button component={Link} to="/profile" size="compact-sm" mt="xs">
            {t('factor.nudge_set_up')}
          </Button>
        </div>
        <CloseButton aria-label={t('factor.nudge_dismiss')} onClick={dismiss} />
      </Group>
    </Alert>
  );
}
