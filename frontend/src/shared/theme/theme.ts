/** The design system's theme: one accent, calm surfaces, contrast that passes in light and dark. */
import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import { accentShades } from './accent';

const NIGHT: MantineColorsTuple = [
  '#e6eaf0',
  '#c6cdd7',
  '#9ba6b4',
  '#717d8c',
  '#2d3642',
  '#242c36',
  '#1b222b',
  '#151b22',
  '#0e1218',
  '#0a0d12',
];

const SLATE: MantineColorsTuple = [
  '#f6f8fb',
  '#eef1f6',
  '#e1e6ee',
  '#cbd2dd',
  '#c0c8d4',
  '#8590a0',
  '#5a6472',
  '#444d5a',
  '#2b323c',
  '#141920',
];

export const FONT_STACK =
  '"Inter Variable", "Noto Sans Arabic Variable", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';

export interface ThemeWords {
  /** Names the button that closes dialogs and drawers. */
  close: string;
}

/** The theme for a broker's accent colour (`#rrggbb`). */
export function brandTheme(accent: string, words: ThemeWords): MantineThemeOverride {
  const overlay = {
    closeButtonProps: { 'aria-label': words.close },
    // A header element inside a dialog would count as a second banner of the page.
    attributes: { header: { role: 'none' } },
  };
  return createTheme({
    primaryColor: 'accent',
    // The same shade in both schemes: the paler default of dark mode fails contrast with white text.
    primaryShade: 6,
    colors: { accent: accentShades(accent), dark: NIGHT, gray: SLATE },
    fontFamily: FONT_STACK,
    fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
    headings: { fontFamily: FONT_STACK, fontWeight: '650' },
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Button: { defaultProps: { size: 'sm' } },
      Modal: { defaultProps: { ...overlay, centered: true, radius: 'lg' } },
      Drawer: { defaultProps: overlay },
      // Long choices of other languages take a second line on a telephone instead of losing words.
      SegmentedControl: { styles: { label: { whiteSpace: 'normal' } } },
      Tooltip: {
        defaultProps: {
          withArrow: true,
          openDelay: 250,
          events: { hover: true, focus: true, touch: true },
        },
      },
      Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
      Pill: {
        styles: { root: { background: 'var(--fl-neutral-bg)', color: 'var(--fl-neutral-ink)' } },
      },
      Menu: { defaultProps: { shadow: 'md', radius: 'md' } },
      Select: { defaultProps: { checkIconPosition: 'right', comboboxProps: { shadow: 'md' } } },
    },
  });
}

/** Maps the design system's surfaces to ours, and lifts the greys that failed contrast. */
export const surfaceVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#0d1219',
    '--mantine-color-dimmed': '#5a6472',
    '--mantine-color-placeholder': '#667080',
    '--mantine-color-default-border': '#d5dbe4',
    '--mantine-color-error': '#c01f2f',
    '--mantine-color-anchor': 'var(--mantine-color-accent-7)',
    '--mantine-color-accent-light': 'var(--mantine-color-accent-0)',
    '--mantine-color-accent-light-hover': 'var(--mantine-color-accent-1)',
    '--mantine-color-accent-light-color': 'var(--mantine-color-accent-8)',
    '--mantine-color-red-filled': '#c9242f',
    '--mantine-color-red-filled-hover': '#ad1c27',
    '--mantine-color-red-light': '#fdecec',
    '--mantine-color-red-light-hover': '#fbdfe0',
    '--mantine-color-red-light-color': '#a51622',
    '--mantine-color-red-text': '#b91c2b',
  },
  dark: {
    '--mantine-color-body': '#151b22',
    '--mantine-color-text': '#e6eaf0',
    '--mantine-color-dimmed': '#9ba6b4',
    '--mantine-color-placeholder': '#8b96a5',
    '--mantine-color-default-border': '#343e4b',
    '--mantine-color-error': '#ff8a8a',
    '--mantine-color-anchor': 'var(--mantine-color-accent-3)',
    '--mantine-color-accent-light':
      'color-mix(in srgb, var(--mantine-color-accent-6) 20%, #151b22)',
    '--mantine-color-accent-light-hover':
      'color-mix(in srgb, var(--mantine-color-accent-6) 28%, #151b22)',
    '--mantine-color-accent-light-color': 'var(--mantine-color-accent-2)',
    '--mantine-color-red-filled': '#c9242f',
    '--mantine-color-red-filled-hover': '#ad1c27',
    '--mantine-color-red-light': '#3b1b20',
    '--mantine-color-red-light-hover': '#472126',
    '--mantine-color-red-light-color': '#ffb3b3',
    '--mantine-color-red-text': '#ff9a9a',
  },
});
