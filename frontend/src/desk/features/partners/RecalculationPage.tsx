/** One recalculation. */
import { RunSheet } from './RunSheet';

export default function RecalculationPage() {
  return <RunSheet kind="recalculation" />;
}
