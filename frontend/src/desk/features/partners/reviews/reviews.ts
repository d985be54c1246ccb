/** Calls about commissions that are held. */
export const REVIEWS = '/api/desk/commission-reviews';
export const REVIEWS_KEY = ['desk', 'commission-reviews'] as const;
