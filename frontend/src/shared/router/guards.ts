/** Who may see which half of an application: signed-in pages, and those before sign-in. */
import { redirect } from '@tanstack/react-router';
import type { Session } from '@/shared/auth/Session';
import { parseSearch, type SearchTexts } from './search';

export interface RouterContext {
  session: Session<unknown>;
}

interface GuardArguments {
  context: RouterContext;
  location: { href: string };
  search: SearchTexts;
}

/** An address of this application only: a link in an e-mail must not send people elsewhere. */
export function safeNext(next: string | undefined): { to: string; search: SearchTexts } {
  const isOurs = next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\');
  const url = new URL(isOurs && next ? next : '/', window.location.origin);
  return { to: url.pathname, search: parseSearch(url.search) };
}

/** @throws a redirect to the sign-in page that remembers where the person wanted to go. */
export async function requireSignedIn({ context, location }: GuardArguments): Promise<void> {
  const state = await context.session.restore();
  if (state.phase === 'in') return;
  const next = location.href === '/' ? undefined : location.href;
  throw redirect({ to: '/sign-in', search: { next } as never });
}

/** @throws a redirect to where the person wanted to go, when somebody is signed in already. */
export async function requireSignedOut({ context, search }: GuardArguments): Promise<void> {
  const state = await context.session.restore();
  if (state.phase !== 'in') return;
  const { to, search: rest } = safeNext(search.next);
  throw redirect({ to, search: rest as never });
}
