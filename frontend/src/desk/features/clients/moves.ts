/** Planned moves in the tree: their address, and what they are. */
import type { MoveView } from '@/api/desk/types.gen';
import { pathOf } from './client';

export type Move = MoveView;

export const movesPath = (clientId: string): string => `${pathOf(clientId)}/moves`;
