/** Who reports to whom, as a tree. */
import type { Member } from '../../records/types';

export interface Place {
  member: Member;
  reports: Place[];
  /** Everybody below, at any distance. */
  below: number;
}

/** The places at the top, each with everybody below it, by name; nobody is lost or told twice. */
export function teamOf(members: readonly Member[]): Place[] {
  const known = new Set(members.map(({ id }) => id));
  const under = Map.groupBy(members, ({ supervisor }) =>
    supervisor && known.has(supervisor.id) ? supervisor.id : null,
  );
  const placed = new Set<string>();
  const place = (member: Member): Place => {
    placed.add(member.id);
    const reports = (under.get(member.id) ?? []).filter(({ id }) => !placed.has(id)).map(place);
    return {
      member,
      reports,
      below: reports.reduce((sum, one) => sum + 1 + one.below, 0),
    };
  };
  return (under.get(null) ?? []).map(place);
}
