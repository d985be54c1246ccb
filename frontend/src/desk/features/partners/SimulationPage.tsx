/** One simulation. */
import { RunSheet } from './RunSheet';

export default function SimulationPage() {
  return <RunSheet kind="simulation" />;
}
