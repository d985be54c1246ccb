/** One audit record: who, where from, and what it changed, field by field. */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { RecordLink } from '../records/RecordLink';
import type { AuditRecord } from '../records/types';
import { readable, useWords } from '../records/words';
import classes from './AuditDetail.module.css';
import { type Change, changesBetween } from './changes';

export function AuditDetail({ record }: { record: AuditRecord }) {
  const words = useWords();
  const { actor, object } = record;
  const label = (code: string) => words('fact', code);
  return (
    <Stack gap="lg">
      <FactList
        facts={[
          { label: label('at'), value: <Time at={record.at} style="second" /> },
          {
            label: label('actor'),
            value: (
              <>
                <bdi>{(actor.realm !== 'system' && actor.name) || words('value', actor.realm)}</bdi>{' '}
                <bdi>{actor.id}</bdi>
              </>
            ),
          },
          {
            label: label('object'),
            value: (
              <>
                {words('object', object.type)} <RecordLink type={object.type} id={object.id} />
              </>
            ),
          },
          { label: label('ip'), value: <bdi>{record.ip || '—'}</bdi> },
          { label: label('device'), value: <bdi>{record.device || '—'}</bdi> },
          { label: label('call_id'), value: <bdi>{record.request_id || '—'}</bdi> },
        ]}
      />
      <Changes changes={changesBetween(record.before, record.after)} />
    </Stack>
  );
}

interface ChangesProps {
  changes: readonly Change[];
  /** Names a field of the record; codes are made readable without it. */
  fieldName?: (field: string) => string;
  /** Words for a value, e.g. a name for an id. */
  valueText?: (value: string) => string;
}

const asItIs = (value: string) => value;

/** Places in a list are counted from one. */
const partName = (part: string, fieldName: (field: string) => string) =>
  /^\d+$/.test(part) ? String(Number(part) + 1) : fieldName(part);

/** What changed, old and new side by side; what stayed is left out. */
export function Changes({ changes, fieldName = readable, valueText = asItIs }: ChangesProps) {
  const { t } = useTranslation('desk-words');
  if (changes.length === 0) return <p className={classes.none}>{t('audit.no_changes')}</p>;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">
              <bdi>
                {path
                  ? path
                      .split('.')
                      .map((part) => partName(part, fieldName))
                      .join(' › ')
                  : t('audit.value')}
              </bdi>
            </th>
            <td>
              {before === undefined ? (
                '—'
              ) : (
                <del className={classes.before}>{valueText(before)}</del>
              )}
            </td>
            <td>
              {after === undefined ? '—' : <ins className={classes.after}>{valueText(after)}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
