import { describe, expect, it } from 'vitest';
import { isApprover, wantedApproval } from './approvers-of.ts';

describe('wantedApproval', () => {
  it.each([
    ['nothing is said', {}, { approvers: [], needed: 1, message: undefined }],
    [
      'all is said',
      { Approvers: ['ann', 'ben'], MinRequiredApprovals: 2, Message: 'Please look' },
      { approvers: ['ann', 'ben'], needed: 2, message: 'Please look' },
    ],
    [
      'numbers may be texts, and one approver a text',
      { Approvers: 'ann', MinRequiredApprovals: '2', Message: '' },
      { approvers: ['ann'], needed: 2, message: undefined },
    ],
  ])('%s', (_name, inputs, expected) => {
    expect(wantedApproval({ inputs })).toEqual(expected);
  });
});

describe('isApprover', () => {
  it.each([
    ['a name', 'ann', ['ben', 'ann'], true],
    ['the end of an ARN', 'ann', ['arn:aws:iam::111122223333:user/team/ann'], true],
    ['another name', 'ann', ['anna', 'arn:aws:iam::111122223333:user/joann'], false],
    ['a path that is no ARN', 'ann', ['team/ann'], false],
    ['nobody', 'ann', [], false],
  ])('%s', (_name, name, approvers, expected) => {
    expect(isApprover(name, { approvers })).toBe(expected);
  });
});
