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

/** The parts of a notification scope: whose messages to clients are read, besides one's own. */
export const NOTIFICATION_SCOPES = [
  'company',
  'direct_subordinates',
  'subordinates',
  'same_role',
] as const;

export type NotificationTicks = Record<(typeof NOTIFICATION_SCOPES)[number], boolean>;

export const OWN_MESSAGES: NotificationTicks = {
  company: false,
  direct_subordinates: false,
  subordinates: false,
  same_role: false,
};
