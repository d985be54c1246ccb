/**
 * The slide puzzle: a piece is slid to where it was cut out, with the pointer, a finger or the arrow
 * keys. The pictures are physical, so they run from left to right in every language.
 */
import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import {
  type CSSProperties,
  type FormEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { usePublicApi, useSession } from '../context';
import classes from './SlideDialog.module.css';
import type { SlidePurpose } from './SlideProvider';

interface Puzzle {
  id: string;
  width: number;
  height: number;
  piece_size: number;
  top: number;
  background: string;
  piece: string;
}

export interface SlideDialogProps {
  purpose: SlidePurpose;
  onSolved: (token: string) => void;
  onCancel: () => void;
}

export default function SlideDialog({ purpose, onSolved, onCancel }: SlideDialogProps) {
  const { t } = useTranslation('common');
  useFocusBack();
  const { puzzle, problem, busy, redraw, solve } = usePuzzle(purpose, onSolved);
  const { ofError } = useErrorWords();
  // A miss is told beside the slider; anything else is a failed call.
  const isMiss = problem?.code === 'slide_missed' || problem?.code === 'slide_expired';
  return (
    <Modal opened onClose={onCancel} title={t('slide.title')} centered size="23rem">
      <Stack gap="sm">
        {puzzle ? (
          <Board
            key={puzzle.id}
            puzzle={puzzle}
            busy={busy}
            hint={problem && isMiss ? ofError(problem) : null}
            onLaid={(left) => void solve(left)}
          />
        ) : (
          <Skeleton height={214} />
        )}
        {isMiss ? null : <FormProblem problem={problem} />}
        <Group justify="space-between">
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={() => void redraw()}
            disabled={busy}
          >
            {t('slide.another')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface BoardProps {
  puzzle: Puzzle;
  busy: boolean;
  /** Why the last try did not do. */
  hint: string | null;
  onLaid: (left: number) => void;
}

function Board({ puzzle, busy, hint, onLaid }: BoardProps) {
  const { t } = useTranslation('common');
  const [left, setLeft] = useState(0);
  const slider = useRef<HTMLInputElement>(null);
  // The pictures come after the dialog has opened, too late for it to give the slider the focus.
  useEffect(() => slider.current?.focus(), []);
  const furthest = puzzle.width - puzzle.piece_size;
  const share = (length: number, whole: number) => `${(length / whole) * 100}%`;
  const place: CSSProperties = {
    left: share(left, puzzle.width),
    top: share(puzzle.top, puzzle.height),
    width: share(puzzle.piece_size, puzzle.width),
  };
  const lay = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onLaid(left);
  };
  return (
    <form onSubmit={lay}>
      <Stack gap="sm">
        <div className={classes.board} dir="ltr">
          <img src={`data:image/png;base64,${puzzle.background}`} alt="" draggable={false} />
          <img
            src={`data:image/png;base64,${puzzle.piece}`}
            alt=""
            draggable={false}
            className={classes.piece}
            style={place}
          />
        </div>
        <input
          ref={slider}
          type="range"
          dir="ltr"
          className={classes.slider}
          min={0}
          max={furthest}
          value={left}
          aria-label={t('slide.label')}
          aria-describedby="slide-hint"
          onChange={(event) => setLeft(Number(event.currentTarget.value))}
        />
        <p id="slide-hint" className={classes.hint} role="status" data-missed={hint !== null}>
          {hint ?? t('slide.hint')}
        </p>
        <Button type="submit" fullWidth loading={busy}>
          {t('slide.submit')}
        </Button>
      </Stack>
    </form>
  );
}

/** One puzzle after the other until one is solved. */
function usePuzzle(purpose: SlidePurpose, onSolved: (token: string) => void) {
  const { realm } = useSession();
  const api = usePublicApi();
  const [puzzle, setPuzzle] = useState<Puzzle | null>(null);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);

  const draw = useCallback(async () => {
    setPuzzle(null);
    try {
      setPuzzle(await api.post<Puzzle>(`/api/${realm}/slides`, { purpose }));
    } catch (thrown) {
      setProblem(asApiError(thrown));
    }
  }, [api, realm, purpose]);

  useEffect(() => void draw(), [draw]);

  const redraw = () => {
    setProblem(null);
    return draw();
  };

  const solve = async (left: number) => {
    if (!puzzle) return;
    setBusy(true);
    setProblem(null);
    try {
      const solved = await api.patch<{ token: string }>(`/api/${realm}/slides/${puzzle.id}`, {
        left,
      });
      onSolved(solved.token);
    } catch (thrown) {
      const error = asApiError(thrown);
      setProblem(error);
      // After the last try, or too late, a new one is drawn under the same words.
      if (error.code === 'slide_expired' || error.facts.tries_left === 0) await draw();
    } finally {
      setBusy(false);
    }
  };

  return { puzzle, problem, busy, redraw, solve };
}
