/** ECharts in our colours and the reader's language and direction. Imported by `Chart` alone. */
import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, registerLocale, use } from 'echarts/core';
import langAR from 'echarts/i18n/langAR-obj.js';
import langZH from 'echarts/i18n/langZH-obj.js';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { FONT_STACK } from '@/shared/theme/theme';

use([
  AriaComponent,
  BarChart,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  PieChart,
  SVGRenderer,
  TooltipComponent,
]);
registerLocale('AR', langAR);
registerLocale('ZH', langZH);

export interface ChartProps {
  option: EChartsCoreOption;
  /** What the chart shows, for those who cannot see it. */
  label: string;
  height?: number;
}

function palette(): EChartsCoreOption {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    color: [of('--mantine-color-accent-6'), '#14a37f', '#d98e04', '#8b5cf6', '#64748b'],
    textStyle: { fontFamily: FONT_STACK, color: of('--fl-soft') },
    backgroundColor: 'transparent',
    aria: { enabled: true },
  };
}

export default function EChart({ option, label, height = 320 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const { language, direction } = useLanguage();
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, scheme === 'dark' ? 'dark' : null, {
      renderer: 'svg',
      locale: language.toUpperCase(),
    });
    chart.setOption({ ...palette(), ...option });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, scheme, language]);
  return <div ref={place} role="img" aria-label={label} dir={direction} style={{ height }} />;
}
