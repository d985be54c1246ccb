/** How much of an exact decimal another one is, in whole percent up to a hundred. */
export function reachedPercent(reached: string, needed: string): number {
  const decimals = Math.max(fraction(reached).length, fraction(needed).length);
  const whole = (text: string) =>
    BigInt(text.replace('.', '') + '0'.repeat(decimals - fraction(text).length));
  const wanted = whole(needed);
  if (wanted <= 0n) return 100;
  const share = (whole(reached) * 100n) / wanted;
  return Number(share > 100n ? 100n : share < 0n ? 0n : share);
}

const fraction = (text: string) => text.split('.')[1] ?? '';
