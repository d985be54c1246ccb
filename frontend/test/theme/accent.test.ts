import { describe, expect, it } from 'vitest';
import { accentShades, contrast, DEFAULT_ACCENT } from '@/shared/theme/accent';

describe('the broker’s accent', () => {
  it.each(['#2563eb', '#ffdd00', '#ffffff', '#7fffd4', '#000000', '#e11d48'])(
    'can carry white text when it is %s',
    (accent) => {
      expect(contrast(accentShades(accent)[6] as string, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('keeps a colour that can be read as it is', () => {
    expect(accentShades('#1d4ed8')[6]).toBe('#1d4ed8');
  });

  it('goes from pale to deep', () => {
    const onWhite = accentShades('#2563eb').map((shade) => contrast(shade, '#ffffff'));
    expect([...onWhite].sort((a, b) => a - b)).toEqual(onWhite);
  });

  it('falls back when the setting is no colour', () => {
    expect(accentShades('blue')).toEqual(accentShades(DEFAULT_ACCENT));
  });
});

describe('contrast', () => {
  it('is 21 between black and white and 1 of a colour with itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#2563eb', '#2563eb')).toBe(1);
  });
});
