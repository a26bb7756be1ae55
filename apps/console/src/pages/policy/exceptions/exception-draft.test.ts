import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../forms/scope-draft.ts';
import { draftFaults, draftOfException, exceptionInput, newDraft, type ExceptionDraft } from './exception-draft.ts';
import { inDays } from './expiry.ts';

const NOW = Date.parse('2026-01-10T12:00:00Z');
const sound: ExceptionDraft = {
  ...newDraft(draftOf({ controls: ['S3.8'] }), NOW),
  owner: 'team-web',
  approver: 'ben',
  justification: 'A public site.',
};

describe('an exception that is being written', () => {
  test('has no fault when all is said', () => {
    expect(draftFaults(sound, 'ann', NOW, NOW)).toEqual({});
  });

  test.each<[Partial<ExceptionDraft>, object]>([
    [{ scope: draftOf({}) }, { scope: 'everything' }],
    [{ owner: ' ' }, { owner: 'missing' }],
    [{ approver: '' }, { approver: 'missing' }],
    [{ approver: ' Ann ' }, { approver: 'yourself' }],
    [{ justification: '\n' }, { justification: 'missing' }],
    [{ expires: { date: '', time: '' } }, { expires: 'noTime' }],
    [{ expires: inDays(-1, NOW) }, { expires: 'past' }],
    [{ expires: inDays(367, NOW) }, { expires: 'tooFar' }],
    [{ remindDays: '-1' }, { remindDays: 'noDays' }],
    [{ remindDays: '367' }, { remindDays: 'noDays' }],
    [{ id: 'Legacy Site' }, { id: 'noId' }],
  ])('%j has the fault %j', (changes, expected) => {
    expect(draftFaults({ ...sound, ...changes }, 'ann', NOW, NOW)).toEqual(expected);
  });

  test('counts its days from when it was placed', () => {
    const draft = { ...sound, expires: inDays(300, NOW) };
    expect(draftFaults(draft, 'ann', NOW - 100 * 86_400_000, NOW)).toEqual({ expires: 'tooFar' });
  });

  test('becomes what the API takes, and comes back', () => {
    const input = exceptionInput({ ...sound, remindDays: '14' });
    expect(input).toMatchObject({ scope: { controls: ['S3.8'] }, owner: 'team-web', approver: 'ben', remindDays: 14 });
    expect(exceptionInput({ ...sound, expires: { date: '', time: '' } })).toBeUndefined();
    const exception = {
      id: 'site',
      scope: { controls: ['S3.8'] },
      owner: 'team-web',
      approver: 'ben',
      justification: 'A public site.',
      createdAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-02-01T10:30:00.000Z',
      origin: 'person' as const,
      createdBy: 'ann',
    };
    expect(exceptionInput(draftOfException(exception))).toEqual({
      scope: exception.scope,
      owner: 'team-web',
      approver: 'ben',
      justification: 'A public site.',
      expiresAt: exception.expiresAt,
    });
  });
});
