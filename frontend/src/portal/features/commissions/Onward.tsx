/** Where the broker's commissions go, and what became of those that go on to accounts. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { listOwnOnwardCommissions, readOwnPayoutTargets, setOwnPayoutTarget } from '@/api/portal';
import { OnwardTable } from '@/shared/commissions/OnwardTable';
import { isSet, isTold, TargetsPanel } from '@/shared/commissions/TargetsPanel';
import { useAccounts } from '../../records/queries';

const KEY = ['portal', 'payout-targets'];
const hrefOf = (transferId: string) => `/funds/transfers/${transferId}`;

/** Shown only where there is something to choose, or was. */
export function Onward() {
  const queries = useQueryClient();
  const { data: sheet } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => readOwnPayoutTargets({ signal }),
  });
  const accounts = useAccounts('live');
  if (!sheet || !isTold(sheet)) return null;
  return (
    <>
      <TargetsPanel
        sheet={sheet}
        accounts={accounts.data?.items ?? []}
        mayChange={accounts.isSuccess}
        send={(currency, account_id) =>
          setOwnPayoutTarget({ path: { currency }, body: { account_id } })
        }
        onChanged={() => void queries.invalidateQueries({ queryKey: KEY })}
      />
      {isSet(sheet) ? (
        <OnwardTable
          id="portal.commissions.onward"
          queryKey={['portal', 'onward-commissions']}
          load={({ cursor, limit }, signal) =>
            listOwnOnwardCommissions({ query: { cursor, limit }, signal })
          }
          hrefOf={hrefOf}
        />
      ) : null}
    </>
  );
}
