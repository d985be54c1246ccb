/** Who receives the commissions of an account's trades first, who did before, and changing it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RebateCustomerView, RebatesView } from '@/api/desk/types.gen';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { ClientLink } from '../../records/Person';
import type { Account } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import classes from './AccountPage.module.css';
import { pathOf } from './account';

const RebateDialog = lazy(() =>
  import('./RebateDialog').then((one) => ({ default: one.RebateDialog })),
);

export const rebatePath = (accountId: string) => `${pathOf(accountId)}/rebate-customer`;

export function RebatePanel({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const can = useCan();
  const rebates = useQuery(useRead<RebatesView>(rebatePath(account.id)));
  const [changing, setChanging] = useState(false);
  const mayChange = can('update_commission_terms') && account.status !== 'unbound';
  return (
    <Panel
      title={t('rebate.title')}
      aside={
        mayChange && rebates.data ? (
          <Button variant="default" size="xs" onClick={() => setChanging(true)}>
            {t('rebate.change')}
          </Button>
        ) : null
      }
    >
      <Loaded query={rebates}>{(one) => <Content rebates={one} account={account} />}</Loaded>
      {changing && rebates.data ? (
        <Suspense>
          <RebateDialog
            account={account}
            rebates={rebates.data}
            onClose={() => setChanging(false)}
          />
        </Suspense>
      ) : null}
    </Panel>
  );
}

function Content({ rebates, account }: { rebates: RebatesView; account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const { customer, is_owner: isOwner, steps } = rebates;
  return (
    <Stack gap="md">
      <FactList
        facts={[
          {
            label: t('rebate.customer'),
            value: (
              <Group gap="xs">
                <Customer customer={customer} />
                {isOwner ? <Chip tone="info">{t('rebate.self')}</Chip> : null}
              </Group>
            ),
          },
        ]}
      />
      {steps.length ? (
        <Stack gap="xs">
          {steps.map((step) => (
            <Stack key={step.since} gap={2} fz="sm">
              <Group gap="xs">
                <Time at={step.since} />
                <span className={classes.soft}>
                  {step.origin === 'opening'
                    ? t('rebate.by_opening')
                    : t('rebate.by', { name: step.by_name })}
                </span>
              </Group>
              <Customer customer={step.customer} />
              {step.comment ? <bdi>{step.comment}</bdi> : null}
            </Stack>
          ))}
        </Stack>
      ) : (
        <Text size="sm" className={classes.soft}>
          {t('rebate.never', { name: account.client.name || account.client.id })}
        </Text>
      )}
    </Stack>
  );
}

function Customer({ customer }: { customer: RebateCustomerView | null }) {
  const { t } = useTranslation('desk-accounts');
  if (!customer) return <span>{t('rebate.referrer')}</span>;
  return customer.name ? <ClientLink client={customer} /> : <bdi>{customer.id}</bdi>;
}
