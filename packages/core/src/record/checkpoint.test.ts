import { createHash, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkpointHash,
  parseCheckpoints,
  signedCheckpoint,
  verifyCheckpoints,
  type Checkpoint,
  type CheckpointSigner,
  type VerifySignature,
} from './checkpoint.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function key(keyId: string): { readonly signer: CheckpointSigner; readonly publicKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey,
    signer: { keyId, sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64') },
  };
}

const own = key('0123456789abcdef');
const trusted: VerifySignature = (keyId, text, signature) => {
  if (keyId !== own.signer.keyId) return 'unknown-key';
  return verify(null, Buffer.from(text), own.publicKey, Buffer.from(signature, 'base64')) ? 'valid' : 'invalid';
};

function checkpoints(count: number, signer = own.signer): Checkpoint[] {
  const made: Checkpoint[] = [];
  for (let index = 0; index < count; index += 1) {
    const last = made.at(-1);
    const seq = (index + 1) * 10;
    const place = { seq, hash: digest(String(seq)), at: `2026-01-0${index + 1}T00:00:00.000Z`, records: seq };
    made.push(signedCheckpoint(place, last && checkpointHash(last, digest), signer));
  }
  return made;
}

const textOf = (given: readonly Checkpoint[]): string => given.map((one) => `${JSON.stringify(one)}\n`).join('');

test('checkpoints come back as they were written, and are trusted', () => {
  const made = checkpoints(5);
  expect(parseCheckpoints(textOf(made))).toEqual({ kind: 'read', checkpoints: made });
  expect(verifyCheckpoints(made, trusted, digest)).toEqual({ kind: 'trusted', latest: made[4] });
});

test.each<[string, (made: Checkpoint[]) => Checkpoint[], string]>([
  ['signed by another key that claims the same id', () => checkpoints(1, key(own.signer.keyId).signer), 'forged'],
  ['signed by a key that nobody trusts', () => checkpoints(1, key('ffffffffffffffff').signer), 'not among'],
  ['taken out from between', (made) => made.toSpliced(2, 1), 'missing'],
  ['swapped', ([a, b, c]) => [a, c, b] as Checkpoint[], 'missing'],
  ['put in from another chain', (made) => [...made.slice(0, 2), ...checkpoints(4, own.signer).slice(3)], 'missing'],
])('one that was %s is found', (_what, damage, problem) => {
  const verdict = verifyCheckpoints(damage(checkpoints(4)), trusted, digest);
  expect(verdict).toMatchObject({ kind: 'untrusted' });
  expect(verdict.kind === 'untrusted' && verdict.problem).toContain(problem);
});

test('one of an earlier place than the one before shows that the log was cut', () => {
  const [first] = checkpoints(1) as [Checkpoint];
  const earlier = signedCheckpoint({ ...first, seq: 3 }, checkpointHash(first, digest), own.signer);
  expect(verifyCheckpoints([first, earlier], trusted, digest)).toMatchObject({
    problem: expect.stringContaining('cut'),
  });
});

test('any edit of any member is found', () => {
  const made = checkpoints(3);
  const members = ['seq', 'hash', 'at', 'records', 'previous', 'signature', 'keyId'] as const;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), fc.constantFrom(...members), (index, member) => {
      const one = made[index] as Checkpoint;
      const value = one[member];
      const changed = typeof value === 'number' ? value + 1 : value.replace(/[0-9a-f]/, (c) => (c === '1' ? '2' : '1'));
      fc.pre(changed !== value);
      const damaged = made.with(index, { ...one, [member]: changed });
      expect(verifyCheckpoints(damaged, trusted, digest)).toMatchObject({ kind: 'untrusted' });
    }),
  );
});

test.each([
  ['no JSON', '{'],
  ['another member', JSON.stringify({ ...checkpoints(1)[0], note: 'x' })],
  ['a signature of another form', JSON.stringify({ ...checkpoints(1)[0], signature: 'AAAA' })],
  ['no object', '[]'],
])('a line with %s is no checkpoint', (_what, line) => {
  expect(parseCheckpoints(`${textOf(checkpoints(1))}${line}\n`)).toMatchObject({
    kind: 'unreadable',
    problem: 'line 2 is no checkpoint',
  });
});
