import { describe, expect, it } from 'vitest';
import { deviceName } from '@/shared/devices/device';

describe('the name of a device', () => {
  it('is its browser and its system', () => {
    const edge =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0';
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
    expect(deviceName(edge)).toBe('Edge · Windows');
    expect(deviceName(phone)).toBe('Safari · iPhone');
  });

  it('is what a program calls itself when it is no browser', () => {
    expect(deviceName('curl/8.5.0')).toBe('curl/8.5.0');
    expect(deviceName('')).toBe('');
  });
});
