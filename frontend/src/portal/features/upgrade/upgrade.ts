/** Where the answer about becoming an introducing broker is kept. */
export const UPGRADE_KEY = ['portal', 'upgrade'] as const;
