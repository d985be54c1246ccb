/** Why the system approved a withdrawal by itself, or left it to the staff: every limit it was put to. */
import { List, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LimitCheckView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatMoney } from '@/shared/money/format';
import { formatDay } from '@/shared/time/format';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import type { ReviewedRequest } from '../../records/types';
import { useWithdrawal } from './requests';

export function AutomationPanel({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const { data } = useWithdrawal(request);
  const found = data?.automation;
  if (!found) return null;
  const listed = found.checks.filter(({ code, passed }) => code !== 'switched_on' || !passed);
  return (
    <Panel
      title={t('automatic.title')}
      aside={
        <Chip tone={found.approved ? 'good' : 'info'}>
          {t(found.approved ? 'automatic.approved' : 'automatic.left')}
        </Chip>
      }
    >
      <List spacing={6} size="sm" center>
        {listed.map((check) => (
          <Line key={check.code} check={check} />
        ))}
      </List>
      {found.setting_version > 0 ? (
        <Text size="xs" c="dimmed" mt="sm">
          {t('automatic.version', { version: found.setting_version })}
        </Text>
      ) : null}
    </Panel>
  );
}

function Line({ check }: { check: LimitCheckView }) {
  const words = useLimitWords();
  const Icon = check.passed ? IconCheck : IconX;
  return (
    <List.Item
      icon={
        <ThemeIcon size={20} radius="xl" variant="light" color={check.passed ? 'green' : 'gray'}>
          <Icon size={13} aria-hidden />
        </ThemeIcon>
      }
    >
      {words(check)}
    </List.Item>
  );
}

function useLimitWords() {
  const { t } = useTranslation('desk-approvals');
  const { tag } = useLanguage();
  return ({ code, passed, facts }: LimitCheckView): string => {
    const money = (amount = '0', currency = '') => formatMoney({ amount, currency }, tag);
    const differs = facts.amount_currency !== facts.currency;
    const outcome = passed ? 'kept' : 'broken';
    if (code === 'amount') {
      return t(`automatic.amount.${differs ? 'no_rate' : outcome}`, {
        amount: money(facts.amount, facts.amount_currency),
        maximum: money(facts.maximum, facts.currency),
      });
    }
    if (code === 'count') {
      const day = facts.day ? formatDay(facts.day, tag) : '';
      return t('automatic.count', { used: facts.used, limit: facts.limit, day });
    }
    return t(`automatic.${code}.${outcome}`);
  };
}
