/** The parts of a data scope. They add up; the whole company contains them all. */
export const SCOPES = [
  'company',
  'own',
  'subordinates',
  'participant',
  'subordinates_participant',
  'unowned',
] as const;

export type ScopePart = (typeof SCOPES)[number];
export type ScopeTicks = Record<ScopePart, boolean>;

export const NO_SCOPE: ScopeTicks = {
  company: false,
  own: true,
  subordinates: false,
  participant: false,
  subordinates_participant: false,
  unowned: false,
};
