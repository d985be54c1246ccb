/** What this device calls itself: the same for everybody who signs in here, and nothing personal. */
const KEY = 'fairlead.device';

/** A random name that stays with the browser; empty where it keeps nothing. */
export function deviceId(): string {
  try {
    const known = window.localStorage.getItem(KEY);
    if (known) return known;
    const fresh = crypto.randomUUID();
    window.localStorage.setItem(KEY, fresh);
    return fresh;
  } catch {
    return '';
  }
}
