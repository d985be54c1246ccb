/** One audit record with what it changed. */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import classes from './AuditDetail.module.css';
import type { AuditRecord } from './audit';

export function AuditDetail({ record }: { record: AuditRecord }) {
  const { t } = useTranslation('desk-audit');
  const facts = [
    { label: t('at'), value: <Time at={record.at} style="second" /> },
    { label: t('actor'), value: `${record.actor.name} (${record.actor.id})` },
    { label: t('object'), value: <bdi>{`${record.object.type} ${record.object.id}`}</bdi> },
    { label: t('ip'), value: record.ip ?? '—' },
    { label: t('device'), value: record.device ?? '—' },
    { label: t('request_id'), value: <bdi>{record.request_id ?? '—'}</bdi> },
  ];
  return (
    <Stack gap="lg">
      <FactList facts={facts} />
      <Values title={t('before')} value={record.before} />
      <Values title={t('after')} value={record.after} />
    </Stack>
  );
}

function Values({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <pre className={classes.values} dir="ltr">
        {JSON.stringify(value, null, 2)}
      </pre>
    </section>
  );
}
