/**
 * Between the sign-in and the application: a password that must be changed first keeps everything
 * else away, and a sign-in from a new place is told before anything else.
 */
import { lazy, type ReactNode, Suspense } from 'react';
import { useSessionState } from './context';

const NewPasswordFirst = lazy(() => import('./NewPasswordFirst'));
const RemoteLoginPrompt = lazy(() => import('@/shared/devices/RemoteLoginPrompt'));

export interface EnteredProps {
  /** Where the password is changed. */
  passwordAt: string;
  children: ReactNode;
}

export function Entered({ passwordAt, children }: EnteredProps) {
  const state = useSessionState<{ must_change_password?: boolean }>();
  // Between the end of a session and the way out, nothing below may ask who it is.
  if (state.phase !== 'in') return null;
  if (!state.visit && state.who.must_change_password) {
    return (
      <Suspense fallback={null}>
        <NewPasswordFirst />
      </Suspense>
    );
  }
  return (
    <>
      {children}
      {state.remote ? (
        <Suspense fallback={null}>
          <RemoteLoginPrompt login={state.remote} passwordAt={passwordAt} />
        </Suspense>
      ) : null}
    </>
  );
}
