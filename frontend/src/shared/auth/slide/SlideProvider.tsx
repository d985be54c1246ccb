/**
 * Lets a call that the server guards with a slide puzzle be made as if it were any other: when the
 * answer is that a puzzle must be solved, it is shown, and the call is made again with its token.
 */
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useState,
} from 'react';
import { ApiError } from '@/shared/api/ApiError';

/** What the server draws puzzles for. */
export type SlidePurpose = 'registration' | 'password_reset' | 'sign_in' | 'phone';

/** Makes the call, first without a token and, where the server asks for one, with it. */
export type Slid = <T>(purpose: SlidePurpose, send: (slide: string) => Promise<T>) => Promise<T>;

interface Asked {
  purpose: SlidePurpose;
  settle: (token: string | null) => void;
}

const SlideContext = createContext<Slid | null>(null);

const SlideDialog = lazy(() => import('./SlideDialog'));

export function SlideProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const slid = useCallback<Slid>(async (purpose, send) => {
    try {
      return await send('');
    } catch (problem) {
      if (!(problem instanceof ApiError) || problem.code !== 'slide_required') throw problem;
      const token = await new Promise<string | null>((settle) => setAsked({ purpose, settle }));
      setAsked(null);
      if (token === null) throw problem;
      return send(token);
    }
  }, []);
  return (
    <SlideContext value={slid}>
      {children}
      {asked ? (
        <Suspense fallback={null}>
          <SlideDialog
            purpose={asked.purpose}
            onSolved={asked.settle}
            onCancel={() => asked.settle(null)}
          />
        </Suspense>
      ) : null}
    </SlideContext>
  );
}

export function useSlid(): Slid {
  const slid = useContext(SlideContext);
  if (!slid) throw new Error('useSlid needs a SlideProvider above it');
  return slid;
}
