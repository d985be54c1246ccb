/** Copies of the client's data: asked for, packed by a job, fetched by a link of a minute. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askForDataCopy, type DataCopyView, openDataCopy } from '@/api/portal';
import {
  listDataCopiesOptions,
  listDataCopiesQueryKey,
} from '@/api/portal/@tanstack/react-query.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FetchFile, FileList, isKept } from '@/shared/ui/Files';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import classes from './privacy.module.css';

const POLL_MS = 3_000;
const SHOWN = 10;

export function CopiesPanel() {
  const { t } = useTranslation('portal-privacy');
  const query = { query: { limit: SHOWN } };
  const copies = useQuery({
    ...listDataCopiesOptions(query),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ status }) => status === 'queued') ? POLL_MS : false,
  });
  return (
    <Panel title={t('copy.title')}>
      <Stack gap="md">
        <p className={classes.text}>{t('copy.text')}</p>
        <Ask />
        <Loaded query={copies}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={IconFileZip} title={t('copy.none')} hint={t('copy.none_hint')} />
            ) : (
              <FileList items={items}>{(one) => <Copy copy={one} />}</FileList>
            )
          }
        </Loaded>
      </Stack>
    </Panel>
  );
}

function Ask() {
  const { t } = useTranslation('portal-privacy');
  const queries = useQueryClient();
  const { language } = useLanguage();
  const { key, renew } = useIdempotencyKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await askForDataCopy({ headers: { 'Idempotency-Key': key }, body: { language } });
      renew();
      toastDone(t('copy.asked'));
      await queries.invalidateQueries({ queryKey: listDataCopiesQueryKey() });
    } catch (error) {
      setProblem(asApiError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <FormProblem problem={problem} />
      <div>
        <Button loading={busy} onClick={() => void ask()}>
          {t('copy.ask')}
        </Button>
      </div>
    </>
  );
}

function Copy({ copy }: { copy: DataCopyView }) {
  const { t } = useTranslation('portal-privacy');
  const size = useSize();
  return (
    <>
      <div>
        <Group gap="xs">
          <Text fw={550}>
            <Time at={copy.requested_at} />
          </Text>
          <StatusChip status={copy.status} />
        </Group>
        {copy.file_until ? (
          <Text size="sm" c="dimmed">
            {t('copy.about', { size: size(copy.size_bytes), count: copy.files })} {t('copy.until')}{' '}
            <Time at={copy.file_until} style="date" />
          </Text>
        ) : null}
        {copy.left_out > 0 ? (
          <Text size="sm" c="dimmed">
            {t('copy.left_out', { count: copy.left_out })}
          </Text>
        ) : null}
      </div>
      {isKept(copy.file_until) ? (
        <FetchFile
          label={t('copy.fetch')}
          open={() => openDataCopy({ path: { copy_id: copy.id } })}
        />
      ) : null}
    </>
  );
}

/** A size in the largest unit that leaves a whole number. */
function useSize(): (bytes: number) => string {
  const { tag } = useLanguage();
  return (bytes) => {
    const [value, unit] =
      bytes >= 1_000_000
        ? ([bytes / 1_000_000, 'megabyte'] as const)
        : ([Math.max(bytes / 1_000, 1), 'kilobyte'] as const);
    return new Intl.NumberFormat(tag, {
      style: 'unit',
      unit,
      maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
    }).format(value);
  };
}
