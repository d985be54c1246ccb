/** Where a client's commissions go, and what became of those that go on to accounts. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/auth/context';
import { OnwardTable } from '@/shared/commissions/OnwardTable';
import { isSet, isTold, TargetsPanel } from '@/shared/commissions/TargetsPanel';
import type { OnwardDay, TargetAccount, Targets } from '@/shared/commissions/types';
import type { Items } from '../../records/types';
import { useList, useRead } from '../../records/useList';
import { useCan } from '../../session';
import { pathOf } from './client';

const hrefOf = (transferId: string) => `/approvals/${transferId}`;

interface OnwardProps {
  clientId: string;
  /** Of somebody who earns seldom: only once something was chosen. */
  onlyIfSet?: boolean;
}

/** Shown only where there is something to choose, or was. */
export function Onward({ clientId, onlyIfSet = false }: OnwardProps) {
  const path = `${pathOf(clientId)}/payout-targets`;
  const api = useApi();
  const can = useCan();
  const queries = useQueryClient();
  const { data: sheet } = useQuery(useRead<Targets>(path));
  const accounts = useQuery(
    useRead<Items<TargetAccount>>(`${pathOf(clientId)}/accounts?limit=200`),
  );
  const load = useList<OnwardDay>(`${pathOf(clientId)}/commissions/onward`);
  if (!sheet || !(onlyIfSet ? isSet(sheet) : isTold(sheet))) return null;
  return (
    <>
      <TargetsPanel
        sheet={sheet}
        accounts={accounts.data?.items ?? []}
        mayChange={can('update_commission_terms') && accounts.isSuccess}
        send={(currency, account_id) => api.put(`${path}/${currency}`, { account_id })}
        onChanged={() => void queries.invalidateQueries({ queryKey: ['desk', path] })}
      />
      {isSet(sheet) ? (
        <OnwardTable
          id="desk.client.commissions.onward"
          queryKey={['desk', 'onward-commissions', clientId]}
          load={load}
          hrefOf={hrefOf}
        />
      ) : null}
    </>
  );
}
