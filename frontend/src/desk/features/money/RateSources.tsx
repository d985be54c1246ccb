/** Where rates come from: what each source last said, and asking it now. */
import { Alert, Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RateSourceView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import classes from './money.module.css';
import { useSourceName } from './rates';

const PATH = '/api/desk/rate-sources';

export function RateSources() {
  const sources = useQuery(useRead<Items<RateSourceView>>(PATH));
  return (
    <Loaded query={sources}>
      {({ items }) => (
        <div className={classes.grid}>
          {items.map((source) => (
            <Source key={source.id} source={source} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

/** Asks a source now; what it says is shown and kept. */
function useTest(id: string) {
  const { t } = useTranslation('desk-money');
  const api = useApi();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const test = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const found = await api.post<RateSourceView>(PATH, { source_id: id });
      if (!found.problem) toastDone(t('rates.answered', { count: found.pairs.length }));
      await queries.invalidateQueries({ queryKey: ['desk'] });
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, test };
}

function Source({ source }: { source: RateSourceView }) {
  const { t } = useTranslation('desk-money');
  const can = useCan();
  const name = useSourceName()(source.id);
  const { busy, problem, test } = useTest(source.id);
  const when = (at: string | null) => (at ? <Time at={at} style="second" /> : t('rates.never'));
  return (
    <Panel
      title={name}
      aside={
        <Chip tone={source.is_used ? 'info' : 'neutral'}>
          {source.is_used ? t('rates.used') : t('rates.unused')}
        </Chip>
      }
    >
      <div className={classes.page}>
        {source.url ? (
          <bdi dir="ltr" className={classes.code}>
            {source.url}
          </bdi>
        ) : null}
        <FactList
          facts={[
            { label: t('rates.as_of'), value: when(source.as_of) },
            { label: t('rates.fetched'), value: when(source.fetched_at) },
            { label: t('rates.tried'), value: when(source.tried_at) },
          ]}
        />
        {source.problem ? (
          <Alert color="red" title={t('rates.failed')}>
            <bdi dir="ltr">{source.problem}</bdi>
          </Alert>
        ) : null}
        <FormProblem problem={problem} />
        {can('update_settings') ? (
          <Button
            variant="default"
            loading={busy}
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => void test()}
          >
            {t('rates.test')}
          </Button>
        ) : null}
        <Known pairs={source.pairs} />
      </div>
    </Panel>
  );
}

function Known({ pairs }: { pairs: RateSourceView['pairs'] }) {
  const { t } = useTranslation('desk-money');
  if (pairs.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t('rates.pairs', { count: pairs.length })}</summary>
      <ul className={classes.pairs}>
        {pairs.map(({ pair, rate }) => (
          <li key={pair}>
            <bdi dir="ltr">{`${pair} ${rate}`}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
