/**
 * A person's signed-in state in this tab: access token in memory only, refresh token in a cookie
 * that scripts cannot read.
 *
 * Owns: restoring on load, one refresh at a time (also between tabs, because the refresh token
 * rotates and its second use ends the session), sign-out everywhere in this browser. Refuses to
 * store any token.
 */
import { ApiError } from '@/shared/api/ApiError';
import { type JsonClient, jsonClient } from '@/shared/api/jsonClient';
import { ofDevice } from './device';
import { exclusively } from './exclusively';
import type { Proof } from './factor/proof';

export type Realm = 'portal' | 'desk';

/** A sign-in from a city and with a device that are both new. */
export interface RemoteLogin {
  at: string;
  ip: string;
  city: string;
  device: string;
}

export interface Grant<Who> {
  access_token: string;
  expires_at: string;
  who: Who;
  remote_login?: RemoteLogin | null;
}

/** A member of staff who looks at the portal as this client, until then, and can change nothing. */
export interface Visit {
  staffName: string;
  endsAt: string;
}

/** By what somebody says who they are. */
export type SignInName =
  | { email: string }
  | { phone: { country_code: string; number: string } }
  | { account: { server_id: string; login: number } };

/** Why nobody is signed in: never was, asked to leave, ended by the server, left in another tab, or
 * a visit by staff is over. */
export type Ending = 'none' | 'left' | 'ended' | 'elsewhere' | 'visited';

export type SessionState<Who> =
  | { phase: 'unknown' }
  | { phase: 'in'; who: Who; remote?: RemoteLogin; visit?: Visit }
  | { phase: 'out'; ending: Ending };

type News = 'signed_in' | 'signed_out';

interface VisitGrant {
  access_token: string;
  expires_at: string;
  staff_name: string;
}

/** The server could not be told; here it is over all the same. */
function passOver(problem: unknown): void {
  if (!(problem instanceof ApiError)) throw problem;
}

const CSRF = { 'X-Fairlead-Csrf': '1' };

export class Session<Who> {
  readonly realm: Realm;
  private readonly raw: JsonClient;
  private readonly tabs: BroadcastChannel;
  private readonly listeners = new Set<() => void>();
  private current: SessionState<Who> = { phase: 'unknown' };
  private token: string | null = null;
  private refreshing: Promise<string | null> | null = null;

  constructor(realm: Realm) {
    this.realm = realm;
    this.raw = jsonClient((request) => globalThis.fetch(request));
    this.tabs = new BroadcastChannel(`fairlead.${realm}.session`);
    this.tabs.onmessage = (event: MessageEvent<News>) => this.hear(event.data);
  }

  get state(): SessionState<Who> {
    return this.current;
  }

  get accessToken(): string | null {
    return this.token;
  }

  /** True when this browser was signed in when last used: worth asking for the session back. */
  get wasSignedIn(): boolean {
    return localStorage.getItem(this.hint) === '1';
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Finds out whether somebody is signed in.
   * @throws ApiError when the server cannot be reached; the state then stays unknown.
   */
  async restore(): Promise<SessionState<Who>> {
    if (this.current.phase !== 'unknown') return this.current;
    if (this.wasSignedIn) await this.refresh();
    else this.settle({ phase: 'out', ending: 'none' });
    return this.current;
  }

  /** @throws ApiError with `credentials_wrong`, `slide_required`, `factor_required`, … */
  async signIn(name: SignInName | string, password: string, slide = ''): Promise<Who> {
    const named = typeof name === 'string' ? { email: name } : name;
    const body = { ...named, password, slide };
    return this.enter(await this.raw.post<Grant<Who>>(this.path(), body, ofDevice()));
  }

  /**
   * The second step of a sign-in, by the ticket of the first.
   * @throws ApiError with `factor_wrong`, `factor_required` when nothing is shown, `ticket_expired`, …
   */
  async confirmSignIn(ticket: string, proof: Proof | null): Promise<Who> {
    const path = this.path('/confirmations');
    return this.enter(await this.raw.post<Grant<Who>>(path, { ticket, ...proof }, ofDevice()));
  }

  /**
   * Looks around as this client, for staff: in this tab alone, with nothing kept and no tab told.
   * @throws ApiError with `visit_over` when the secret was used before or is too old.
   */
  async visit(secret: string): Promise<void> {
    const path = `/api/${this.realm}/visit`;
    const granted = await this.raw.post<VisitGrant>(path, { token: secret });
    const headers = { Authorization: `Bearer ${granted.access_token}` };
    const who = await this.raw.get<Who>(`/api/${this.realm}/me`, { headers });
    this.token = granted.access_token;
    const visit = { staffName: granted.staff_name, endsAt: granted.expires_at };
    this.settle({ phase: 'in', who, visit });
    setTimeout(() => this.endVisit(), new Date(visit.endsAt).getTime() - Date.now());
  }

  private endVisit(): void {
    if (this.isVisit) this.settle({ phase: 'out', ending: 'visited' });
  }

  private get isVisit(): boolean {
    return this.current.phase === 'in' && this.current.visit !== undefined;
  }

  /** Leaves here and in every tab, whether or not the server could be told. */
  async signOut(): Promise<void> {
    if (this.isVisit) {
      const headers = { Authorization: `Bearer ${this.token}` };
      const ended = this.raw.delete(`/api/${this.realm}/visit`, { headers });
      this.endVisit();
      return void (await ended.catch(passOver));
    }
    const headers = { ...CSRF, ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}) };
    const told = this.raw.delete(this.path(), { headers });
    this.settle({ phase: 'out', ending: 'left' });
    this.tabs.postMessage('signed_out' satisfies News);
    await told.catch(passOver);
  }

  /** A new access token, or null when the session has ended. Calls at the same time share one refresh. */
  refresh(): Promise<string | null> {
    this.refreshing ??= this.refreshOnce().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  /** After the person changed something about themselves. */
  replaceWho(who: Who): void {
    if (this.current.phase === 'in') this.settle({ ...this.current, who });
  }

  /** The person has seen what was unusual about their sign-in. */
  acknowledge(): void {
    if (this.current.phase === 'in') this.settle({ phase: 'in', who: this.current.who });
  }

  private async refreshOnce(): Promise<string | null> {
    if (this.isVisit) {
      this.endVisit();
      return null;
    }
    try {
      const grant = await exclusively(`fairlead.${this.realm}.refresh`, () =>
        this.raw.post<Grant<Who>>(this.path('/refresh'), undefined, { headers: CSRF }),
      );
      this.accept(grant);
      return this.token;
    } catch (problem) {
      if (!(problem instanceof ApiError) || problem.isTemporary) throw problem;
      this.settle({ phase: 'out', ending: 'ended' });
      return null;
    }
  }

  private enter(grant: Grant<Who>): Who {
    this.accept(grant);
    this.tabs.postMessage('signed_in' satisfies News);
    return grant.who;
  }

  private accept(grant: Grant<Who>): void {
    this.token = grant.access_token;
    // A refresh does not repeat what is unusual: it stays until it has been seen.
    const before = this.current.phase === 'in' ? this.current.remote : undefined;
    const remote = grant.remote_login ?? before;
    this.settle({ phase: 'in', who: grant.who, ...(remote ? { remote } : {}) });
  }

  private settle(state: SessionState<Who>): void {
    const visits = this.isVisit || (state.phase === 'in' && state.visit !== undefined);
    this.current = state;
    if (state.phase === 'out') this.token = null;
    // Whoever this browser belongs to is not touched by a visit.
    if (!visits && state.phase === 'in') localStorage.setItem(this.hint, '1');
    if (!visits && state.phase === 'out') localStorage.removeItem(this.hint);
    for (const listener of this.listeners) listener();
  }

  private hear(news: News): void {
    if (this.isVisit) return;
    if (news === 'signed_out' && this.current.phase === 'in') {
      this.settle({ phase: 'out', ending: 'elsewhere' });
    }
    if (news === 'signed_in' && this.current.phase === 'out') {
      // Failing here changes nothing for this tab: it still shows its sign-in page.
      this.refresh().catch(() => undefined);
    }
  }

  private get hint(): string {
    return `fairlead.${this.realm}.signed-in`;
  }

  private path(rest = ''): string {
    return `/api/${this.realm}/session${rest}`;
  }
}
