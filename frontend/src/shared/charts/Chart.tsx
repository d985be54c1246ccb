/** A chart that loads its library only when it is shown, with its measure kept meanwhile. */
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { ChartProps } from './EChart';

const EChart = lazy(() => import('./EChart'));

export function Chart(props: ChartProps) {
  const height = props.height ?? 320;
  return (
    <Suspense fallback={<Skeleton height={height} radius="md" />}>
      <EChart {...props} height={height} />
    </Suspense>
  );
}
