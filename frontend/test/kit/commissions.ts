/** A commission as the server tells it to whoever earned it. */
const usd = (amount: string) => ({ amount, currency: 'USD' });

export const commission = (changes: Record<string, unknown> = {}) => ({
  deal: 'mt5~7002',
  recipient_id: '20000001',
  kind: 'fixed',
  client_id: '20000009',
  client_name: 'Lin Wei',
  login: 800001,
  symbol: 'EURUSD',
  lots: '1.5',
  level: 2,
  state: 'paid',
  amount: usd('9.75'),
  reasons: [],
  closed_at: '2026-03-02T09:00:00Z',
  due_at: '2026-03-02T09:00:01Z',
  paid_at: '2026-03-02T09:00:02Z',
  entry_id: 'pay_1.post',
  failure: null,
  revision: 0,
  cause: 'settled',
  was: null,
  takings: [],
  set_off: false,
  cancelled: null,
  moves: usd('9.75'),
  server_name: 'Meridian-Live',
  parts: [
    {
      component: 'basic',
      amount: usd('7.50'),
      rates: [{ type: 'per_lot', amount: '5', currency: 'USD' }],
      giver_id: null,
    },
    {
      component: 'same_rank',
      amount: usd('2.25'),
      rates: [{ type: null, amount: '10', currency: '' }],
      giver_id: null,
    },
  ],
  destination: 'wallet',
  opened_at: '2026-03-02T08:00:00Z',
  profit: usd('200.00'),
  rebate: null,
  ...changes,
});

/** One that is a share of a profit which its reader is not told, of a rate that was passed on. */
export const ofHiddenProfit = () =>
  commission({
    deal: 'mt5~7003',
    kind: 'flexible',
    state: 'waiting',
    amount: usd('1.00'),
    profit: null,
    parts: [{ component: 'flexible', amount: usd('1.00'), rates: [], giver_id: '20000005' }],
  });
