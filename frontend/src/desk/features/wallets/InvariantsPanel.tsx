/** Whether the books agree with themselves: breaks with their age, the daily seals, checking now. */
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InvariantsView } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { formatDistance } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { Sideways } from '@/shared/ui/Sideways';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import classes from './wallets.module.css';

const PATH = '/api/desk/invariants';
const POLL_MS = 30_000;

export function InvariantsPanel() {
  const { t } = useTranslation('desk-wallets');
  const api = useApi();
  const queries = useQueryClient();
  const read = useRead<InvariantsView>(PATH);
  const report = useQuery({ ...read, refetchInterval: pollEvery(POLL_MS) });
  const run = useMutation({
    mutationFn: () => api.post(`${PATH}/runs`),
    onSuccess: () => {
      toastDone(t('checks.started'));
      void queries.invalidateQueries({ queryKey: read.queryKey });
    },
  });
  const button = (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlayerPlay size={15} />}
      loading={run.isPending}
      onClick={() => run.mutate()}
    >
      {t('checks.run')}
    </Button>
  );
  return (
    <Panel title={t('checks.title')} aside={button}>
      <FormProblem problem={run.error ? asApiError(run.error) : null} />
      <Loaded query={report}>{(found) => <Report report={found} />}</Loaded>
    </Panel>
  );
}

function Report({ report }: { report: InvariantsView }) {
  const { t } = useTranslation('desk-wallets');
  const { tag } = useLanguage();
  const { checked_at: at, breaks, examined } = report;
  return (
    <div className={classes.page}>
      {breaks.length > 0 ? (
        <Breaks report={report} />
      ) : (
        <div>
          <Chip tone={at ? 'good' : 'neutral'}>
            {at ? t('checks.all_well') : t('checks.never')}
          </Chip>
        </div>
      )}
      {at ? (
        <p className={classes.soft}>
          {t('checks.examined', { count: examined, shown: formatCount(examined, tag) })}{' '}
          <Time at={at} style="second" />
        </p>
      ) : null}
      <Seals report={report} />
    </div>
  );
}

/** Breaks younger than a minute are often a step still under way. */
const YOUNG_SECONDS = 60;

function Breaks({ report }: { report: InvariantsView }) {
  const { t } = useTranslation('desk-wallets');
  const words = useWords();
  const { tag } = useLanguage();
  const now = Date.now();
  return (
    <Sideways label={t('checks.title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('checks.rule')}</th>
            <th scope="col">{t('checks.subject')}</th>
            <th scope="col">{t('checks.expected')}</th>
            <th scope="col">{t('checks.found')}</th>
            <th scope="col">{t('checks.age')}</th>
          </tr>
        </thead>
        <tbody>
          {report.breaks.map((one) => (
            <tr key={`${one.rule}-${one.subject}`}>
              <td>{words('invariant', one.rule)}</td>
              <td>
                <bdi>{one.subject}</bdi>
              </td>
              <td>
                <bdi dir="ltr">{one.expected}</bdi>
              </td>
              <td>
                <bdi dir="ltr">{one.found}</bdi>
              </td>
              <td>
                <Chip tone={one.age_seconds > YOUNG_SECONDS ? 'bad' : 'warn'}>
                  {formatDistance(new Date(now - one.age_seconds * 1000).toISOString(), now, tag)}
                </Chip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Seals({ report }: { report: InvariantsView }) {
  const { t } = useTranslation('desk-wallets');
  const { tag } = useLanguage();
  if (report.seals.length === 0) return null;
  return (
    <details className={classes.seals}>
      <summary>{t('checks.seals')}</summary>
      <p className={classes.soft}>{t('checks.seals_hint')}</p>
      <Sideways label={t('checks.seals')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('checks.day')}</th>
              <th scope="col" className={classes.end}>
                {t('checks.wallets')}
              </th>
              <th scope="col">{t('hash')}</th>
            </tr>
          </thead>
          <tbody>
            {report.seals.map((seal) => (
              <tr key={seal.day}>
                <td>
                  <bdi>{seal.day}</bdi>
                </td>
                <td className={classes.end}>{formatCount(seal.wallets, tag)}</td>
                <td className={classes.hash} dir="ltr">
                  {seal.hash}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </details>
  );
}
