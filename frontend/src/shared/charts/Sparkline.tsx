/** A line without axes beside a figure: its shape only, so it is hidden from screen readers by default. */
import { useLanguage } from '@/shared/i18n/useLanguage';

export interface SparklineProps {
  /** Values for drawing only; amounts shown as text come from the API as strings. */
  values: readonly number[];
  width?: number;
  height?: number;
  /** Describes the curve when no text beside it does. */
  label?: string;
}

/** Points of the polyline, scaled into the box; a flat series runs through the middle. */
export function sparkPoints(values: readonly number[], width: number, height: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values
    .map((value, index) => {
      const share = span === 0 ? 0.5 : (value - low) / span;
      return `${(index * step).toFixed(1)},${(height - 1 - share * (height - 2)).toFixed(1)}`;
    })
    .join(' ');
}

export function Sparkline({ values, width = 120, height = 32, label }: SparklineProps) {
  const { direction } = useLanguage();
  if (values.length < 2) return null;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={label ? 'img' : 'presentation'}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      // Time runs with the reading direction.
      style={{ transform: direction === 'rtl' ? 'scaleX(-1)' : undefined }}
    >
      <polyline
        points={sparkPoints(values, width, height)}
        fill="none"
        stroke="var(--mantine-color-accent-6)"
        strokeWidth={1.75}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
