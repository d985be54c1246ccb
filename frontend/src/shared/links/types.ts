/** What a promotional link has brought, as the API says it. */
export interface Figures {
  clicks: number;
  registrations: number;
  pending: number;
  approved: number;
  rejected: number;
}

export interface DayFigures {
  /** As `YYYY-MM-DD`, UTC. */
  day: string;
  figures: Figures;
}
