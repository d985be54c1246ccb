/** Orders for many trading accounts from a file: one row for each account. */
import { Checkbox, Select, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountImportForm, ImportTemplateView } from '@/api/desk/types.gen';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { type Notify, NotifyFields } from '../../records/NotifyFields';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { ImportSteps } from './ImportSteps';
import classes from './imports.module.css';
import { SheetInput, type Workbook } from './SheetInput';
import { useImport } from './useImport';

const PATH = '/api/desk/account-imports';
const MONEY = {
  deposit: 'deposit_to_accounts',
  withdrawal: 'withdraw_from_accounts',
  credit_in: 'give_credit',
  credit_out: 'take_credit',
} as const;
const KINDS = [...Object.keys(MONEY), 'leverage', 'group', 'type', 'access'] as Kind[];

type Kind = AccountImportForm['kind'];

function useKinds(): Kind[] {
  const can = useCan();
  return KINDS.filter((kind) => {
    const own = MONEY[kind as keyof typeof MONEY];
    return own ? can('move_money_of_many') && can(own) : can('change_many_accounts');
  });
}

const NOBODY_TOLD: Notify = { email: false, popup: false, language: null };

export default function ImportAccountsPage() {
  const { t } = useTranslation('desk-imports');
  const kinds = useKinds();
  const run = useImport(PATH, '/batches');
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'deposit');
  const [csv, setCsv] = useState('');
  const [workbook, setWorkbook] = useState<Workbook | null>(null);
  const [forAll, setForAll] = useState<ForAll>({ comment: '', notify: NOBODY_TOLD, repeat: false });
  const template = useQuery(useRead<ImportTemplateView>(`${PATH}?kind=${kind}`));
  const file = workbook ? { xlsx: workbook.xlsx } : { csv };
  const told = kind in MONEY || kind === 'leverage' ? { notify: forAll.notify } : {};
  const money = kind in MONEY ? { comment: forAll.comment, repeat: forAll.repeat } : {};
  const body = { kind, ...told, ...money, ...file };
  return (
    <>
      <PageHeader title={t('accounts.title')} subtitle={t('accounts.subtitle')} />
      <LeaveGuard when={(csv !== '' || workbook !== null) && !run.busy} />
      <ImportSteps run={run} body={body} goLabel={(count) => t('accounts.go', { count })}>
        <div className={classes.halves}>
          <Panel title={t('table')}>
            <Loaded query={template}>
              {(found) => (
                <SheetInput
                  text={csv}
                  template={found}
                  templateName={`${kind}.csv`}
                  onChange={setCsv}
                  workbook={workbook}
                  onWorkbook={setWorkbook}
                />
              )}
            </Loaded>
          </Panel>
          <Panel title={t('accounts.for_all')}>
            <Stack gap="md">
              <KindChoice kinds={kinds} kind={kind} onChange={setKind} />
              <ForAllFields
                kind={kind}
                values={forAll}
                onChange={(change) => setForAll({ ...forAll, ...change })}
              />
            </Stack>
          </Panel>
        </div>
      </ImportSteps>
    </>
  );
}

interface KindChoiceProps {
  kinds: Kind[];
  kind: Kind;
  onChange: (kind: Kind) => void;
}

function KindChoice({ kinds, kind, onChange }: KindChoiceProps) {
  const { t } = useTranslation('desk-imports');
  const words = useWords();
  return (
    <Select
      label={t('accounts.kind')}
      data={kinds.map((value) => ({ value, label: words('batch', `account_${value}`) }))}
      allowDeselect={false}
      value={kind}
      onChange={(value) => onChange((value ?? kind) as Kind)}
    />
  );
}

interface ForAll {
  comment: string;
  notify: Notify;
  repeat: boolean;
}

interface ForAllProps {
  kind: Kind;
  values: ForAll;
  onChange: (change: Partial<ForAll>) => void;
}

function ForAllFields({ kind, values, onChange }: ForAllProps) {
  const { t } = useTranslation('desk-imports');
  const isMoney = kind in MONEY;
  return (
    <>
      {isMoney ? (
        <Textarea
          label={t('accounts.comment')}
          description={t('accounts.comment_hint')}
          autosize
          minRows={2}
          maxLength={500}
          value={values.comment}
          onChange={(event) => onChange({ comment: event.currentTarget.value })}
        />
      ) : null}
      {isMoney || kind === 'leverage' ? (
        <NotifyFields value={values.notify} onChange={(notify) => onChange({ notify })} />
      ) : null}
      {isMoney ? (
        <Checkbox
          label={t('accounts.repeat')}
          checked={values.repeat}
          onChange={(event) => onChange({ repeat: event.currentTarget.checked })}
        />
      ) : null}
    </>
  );
}
