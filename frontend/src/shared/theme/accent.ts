/**
 * Turns the broker's one accent colour into the ten shades of the design system.
 *
 * Owns the guarantee that white text on the accent can be read (contrast of at least 4.5 to 1):
 * an accent that is too pale is darkened instead of being refused.
 */
import type { MantineColorsTuple } from '@mantine/core';

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [4, 10, 28];
const TINTS = [0.92, 0.84, 0.7, 0.5, 0.3, 0.12];
const DEPTHS = [0.16, 0.32, 0.48];
const READABLE = 4.5;

export const DEFAULT_ACCENT = '#2563eb';

function parseHex(hex: string): Rgb | null {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  if (!digits) return null;
  const value = Number.parseInt(digits, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [at(0), at(1), at(2)];
}

const toHex = (rgb: Rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

function luminance(rgb: Rgb): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

/** WCAG contrast ratio of two `#rrggbb` colours, 1 to 21. Colours it cannot read count as black. */
export function contrast(one: string, other: string): number {
  const [a, b] = [one, other].map((hex) => luminance(parseHex(hex) ?? [0, 0, 0]));
  const [light, dark] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (light + 0.05) / (dark + 0.05);
}

function readable(accent: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(accent, BLACK, share);
    if (contrast(toHex(candidate), '#ffffff') >= READABLE) return candidate;
  }
  return BLACK;
}

/** Ten shades, palest first; shade 6 is the accent itself, or the nearest shade white text can be read on. */
export function accentShades(accent: string): MantineColorsTuple {
  const base = readable(parseHex(accent) ?? (parseHex(DEFAULT_ACCENT) as Rgb));
  const shades = [
    ...TINTS.map((share) => mix(base, WHITE, share)),
    base,
    ...DEPTHS.map((share) => mix(base, BLACK, share)),
  ];
  return shades.map(toHex) as unknown as MantineColorsTuple;
}
