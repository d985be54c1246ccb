import { describe, expect, it } from 'vitest';
import { processesNaming } from '@/desk/features/staff/Duties';
import type { Setting } from '@/desk/records/types';

const flow = (type: string, ...nodes: string[][]) =>
  ({
    key: `approvals.flow.${type}`,
    value: { version: 1, nodes: nodes.map((user_ids) => ({ user_ids, role_ids: [] })) },
  }) as unknown as Setting;

describe('who is disabled', () => {
  it('is named by every process in which they decide a step', () => {
    const settings = [
      flow('deposit', ['stf_tom'], ['stf_ann']),
      flow('withdrawal', ['stf_ann', 'stf_tom']),
      flow('kyc', ['stf_ann']),
      { key: 'approvals.flow.transfer', value: null } as unknown as Setting,
      { key: 'brand.name', value: 'stf_tom' } as unknown as Setting,
    ];
    expect(processesNaming(settings, 'stf_tom')).toEqual(['deposit', 'withdrawal']);
  });
});
