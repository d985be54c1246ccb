/** A share of a rate, computed as the server does: exact, eight decimals, the least kept by the giver. */
const DECIMALS = 8;
const FORM = /^(100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?)$/;

const scaled = (text: string): bigint => {
  const [whole = '0', part = ''] = text.trim().split('.');
  return BigInt(whole + part.padEnd(DECIMALS, '0').slice(0, DECIMALS));
};

function said(value: bigint): string {
  const digits = value.toString().padStart(DECIMALS + 1, '0');
  const part = digits.slice(-DECIMALS).replace(/0+$/, '');
  return digits.slice(0, -DECIMALS) + (part ? `.${part}` : '');
}

export const isShare = (text: string, most: string): boolean =>
  FORM.test(text.trim()) && (scaled(text) === 0n || scaled(text) <= scaled(most));

/** What of `rate` is passed on, and what stays. */
export function shared(rate: string, percent: string, leastKept: string): [string, string] {
  const whole = scaled(rate);
  const share = (whole * scaled(percent)) / (100n * 10n ** BigInt(DECIMALS));
  const most = whole - scaled(leastKept);
  const given = most < 0n ? 0n : share < most ? share : most;
  return [said(given), said(whole - given)];
}
