/** How many decimals each currency has: ISO 4217 where it differs from two, and crypto by our table. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BTC: 8,
  ETH: 8,
  LTC: 8,
  BCH: 8,
  XRP: 6,
  SOL: 8,
  USDT: 6,
  USDC: 6,
  TRX: 6,
  USC: 2,
};

const ISO_DEFAULT = 2;

/** Number of decimals of a currency's smallest unit. */
export function exponentOf(currency: string): number {
  return EXPONENTS[currency] ?? ISO_DEFAULT;
}
