/** What to do about a refusal, beyond its words: each application knows its own pages. */
import { createContext, type ReactNode, useContext } from 'react';
import type { ApiError } from '@/shared/api/ApiError';

export type Remedy = (problem: ApiError) => ReactNode;

/** Provided by an application's shell. */
export const RemedyContext = createContext<Remedy>(() => null);

export const useRemedy = (): Remedy => useContext(RemedyContext);
