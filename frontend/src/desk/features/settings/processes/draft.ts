/** An approval path while it is edited: nodes are added, moved and removed one by one. */

export interface FlowNode {
  user_ids: string[];
  role_ids: string[];
}

export interface Flow {
  version: number;
  nodes: FlowNode[];
}

export type Mode = 'manual' | 'automatic' | 'partial';

export interface Automation {
  mode: Mode;
  threshold: string;
}

export const MAX_NODES = 10;
const MAX_APPROVERS = 20;
const THRESHOLD = /^[0-9]{1,15}(\.[0-9]{1,8})?$/;

/**
 * Only what has an amount can have a threshold; people alone decide to erase somebody. Withdrawals
 * have limits of their own within which the system approves.
 */
export function modesOf(type: string): Mode[] {
  if (type === 'erasure' || type === 'withdrawal') return ['manual'];
  const byAmount = type === 'deposit' || type === 'transfer';
  return byAmount ? ['manual', 'partial', 'automatic'] : ['manual', 'automatic'];
}

export const isThreshold = (text: string): boolean => THRESHOLD.test(text.trim());

export const withNode = (nodes: readonly FlowNode[]): FlowNode[] => [
  ...nodes,
  { user_ids: [], role_ids: [] },
];

export const withoutNode = (nodes: readonly FlowNode[], place: number): FlowNode[] =>
  nodes.filter((_, other) => other !== place);

/** The node at `from` stands at `to` afterwards; a place outside the path changes nothing. */
export function moved(nodes: readonly FlowNode[], from: number, to: number): FlowNode[] {
  const taken = nodes[from];
  if (!taken || to < 0 || to >= nodes.length) return [...nodes];
  const rest = withoutNode(nodes, from);
  return [...rest.slice(0, to), taken, ...rest.slice(to)];
}

export const replaced = (nodes: readonly FlowNode[], place: number, node: FlowNode): FlowNode[] =>
  nodes.map((one, other) => (other === place ? node : one));

export type FlowProblem = 'nobody' | 'too_many';

/**
 * What is wrong with a node, by its place. A path of several nodes names people at each: a node
 * without any is decided by whoever holds the permission, which is what no path at all means.
 */
export function problemsOfFlow(nodes: readonly FlowNode[]): ReadonlyMap<number, FlowProblem> {
  const found = new Map<number, FlowProblem>();
  nodes.forEach(({ user_ids, role_ids }, place) => {
    if (user_ids.length + role_ids.length === 0) found.set(place, 'nobody');
    else if (user_ids.length > MAX_APPROVERS || role_ids.length > MAX_APPROVERS) {
      found.set(place, 'too_many');
    }
  });
  return found;
}

/** Nobody decides two nodes of one request: fewer people than nodes would bring it to a stop. */
export function hasTooFewPeople(nodes: readonly FlowNode[]): boolean {
  if (nodes.some(({ role_ids }) => role_ids.length > 0)) return false;
  const people = new Set(nodes.flatMap(({ user_ids }) => user_ids));
  return nodes.length > 1 && people.size < nodes.length;
}
