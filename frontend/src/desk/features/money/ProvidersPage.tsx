/** The broker's own payment providers by the open protocol: what each needs to know, and its token. */
import { Button, Group } from '@mantine/core';
import { IconAdjustments, IconKey } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntegrationView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { CopyButton } from '@/shared/ui/CopyButton';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import classes from './money.module.css';
import { NewToken } from './NewToken';

const PATH = '/api/desk/payment-integrations';

export default function ProvidersPage() {
  const { t } = useTranslation('desk-money');
  const integrations = useQuery(useRead<Items<IntegrationView>>(PATH));
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('providers.title')}
        subtitle={t('providers.subtitle')}
        actions={
          <Button
            component={Link}
            to="/settings/funds.open_psps"
            variant="default"
            leftSection={<IconAdjustments size={16} aria-hidden />}
          >
            {t('providers.describe')}
          </Button>
        }
      />
      <Loaded query={integrations}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('providers.empty')} hint={t('providers.empty_hint')} />
          ) : (
            <div className={classes.grid}>
              {items.map((one) => (
                <Integration key={one.id} of={one} />
              ))}
            </div>
          )
        }
      </Loaded>
    </div>
  );
}

function Integration({ of }: { of: IntegrationView }) {
  const { t } = useTranslation('desk-money');
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<IntegrationView | null>(null);
  const make = async () => {
    setMade(await api.post<IntegrationView>(PATH, { provider_id: of.id }));
    await queries.invalidateQueries({ queryKey: ['desk'] });
  };
  return (
    <Panel title={of.name} aside={<State of={of} />}>
      <FactList
        facts={[
          { label: t('providers.id'), value: <Copied text={of.id} /> },
          { label: t('providers.app_url'), value: <bdi dir="ltr">{of.app_url}</bdi> },
          { label: t('providers.callback_url'), value: <Copied text={of.callback_url} /> },
          {
            label: t('providers.merchant_id'),
            value: of.merchant_id ? <Copied text={of.merchant_id} /> : t('providers.none_yet'),
          },
        ]}
      />
      <Group justify="flex-end" mt="sm">
        <Button
          variant={of.tokens_made ? 'default' : 'filled'}
          leftSection={<IconKey size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('providers.make_token')}
        </Button>
      </Group>
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('providers.make_token')}
        confirmLabel={t('providers.make_token')}
        onConfirm={make}
      >
        {of.tokens_made ? t('providers.replaces') : t('providers.shown_once')}
      </ConfirmDanger>
      <NewToken made={made} onClose={() => setMade(null)} />
    </Panel>
  );
}

function State({ of }: { of: IntegrationView }) {
  const { t } = useTranslation('desk-money');
  if (!of.enabled) return <Chip tone="neutral">{t('providers.off')}</Chip>;
  if (!of.tokens_made) return <Chip tone="warn">{t('providers.no_token')}</Chip>;
  return <Chip tone="good">{t('providers.ready')}</Chip>;
}

function Copied({ text }: { text: string }) {
  const { t } = useTranslation('desk-money');
  return (
    <>
      <bdi dir="ltr">{text}</bdi> <CopyButton value={text} label={t('providers.copy')} />
    </>
  );
}
