/** Shows the dialog whenever a call has to be confirmed; its code comes with the first question. */
import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { Confirmations } from './confirmations';

const FactorDialog = lazy(() => import('./FactorDialog'));

export function FactorAsker({ confirmations }: { confirmations: Confirmations }) {
  const question = useSyncExternalStore(confirmations.subscribe, () => confirmations.question);
  if (!question) return null;
  return (
    <Suspense>
      <FactorDialog question={question} />
    </Suspense>
  );
}
