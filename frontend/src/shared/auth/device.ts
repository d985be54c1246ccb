/** What this device calls itself when somebody signs in: random, and the same for everybody here. */
const KEY = 'fairlead.device';

function name(): string {
  try {
    const known = window.localStorage.getItem(KEY);
    if (known) return known;
    const fresh = crypto.randomUUID();
    window.localStorage.setItem(KEY, fresh);
    return fresh;
  } catch {
    return ''; // a browser that keeps nothing has no name
  }
}

/** The headers that tell the server; none where the browser keeps nothing. */
export function ofDevice(): { headers?: Record<string, string> } {
  const device = name();
  return device ? { headers: { 'X-Fairlead-Device': device } } : {};
}
