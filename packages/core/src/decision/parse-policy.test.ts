import { expect, test } from 'vitest';
import { z } from 'zod';
import { parsePolicy } from './parse-policy.ts';

const vocabulary = {
  controls: [
    { id: 'S3.8', parameters: z.strictObject({}) },
    { id: 'Trueup.Tags.1', parameters: z.strictObject({ requiredTags: z.record(z.string(), z.string()) }) },
  ],
};
const digest = (text: string): string => `hash of ${text.length}`;
const parse = (text: string): ReturnType<typeof parsePolicy> =>
  parsePolicy([{ name: 'trueup.yaml', text }], vocabulary, digest);

const whole = `
partition: aws
regions: [us-east-1, eu-west-1]
accounts:
  - { id: "111111111111", name: production, role: TrueupMember, externalId: "a-long-secret-word" }
remediations:
  - { controls: [S3.8], mode: automatic }
  - { controls: ["*"], mode: approval, accounts: ["111111111111"] }
parameters:
  Trueup.Tags.1: { requiredTags: { owner: unassigned } }
`;

test('a whole policy is read, and its hash names its text', () => {
  const parsed = parse(whole);
  expect(parsed).toMatchObject({
    kind: 'policy',
    policy: {
      hash: `hash of ${whole.length}`,
      partition: 'aws',
      remediations: [{ mode: 'automatic' }, { mode: 'approval' }],
      planExpiresAfterHours: 24,
      keepExecutionsDays: 90,
    },
  });
});

test.each<[string, string, { line: number; path: string; message: RegExp }]>([
  [
    'an account id that is not one',
    whole.replace('"111111111111", name', '"1111", name'),
    { line: 5, path: 'accounts[0].id', message: /12 digits/ },
  ],
  [
    'an unknown region form',
    whole.replace('eu-west-1', 'Europe'),
    { line: 3, path: 'regions[1]', message: /eu-west-1/ },
  ],
  [
    'a region of another partition',
    whole.replace('eu-west-1', 'cn-north-1'),
    { line: 3, path: 'regions[1]', message: /not in partition aws/ },
  ],
  [
    'an unknown control',
    whole.replace('[S3.8]', '[S3.88]'),
    { line: 7, path: 'remediations[0].controls[0]', message: /expected one of \*, S3\.8, Trueup\.Tags\.1/ },
  ],
  [
    'an unknown mode',
    whole.replace('automatic', 'auto'),
    { line: 7, path: 'remediations[0].mode', message: /manual.*approval.*automatic/ },
  ],
  [
    'an account that is not listed',
    whole.replace('accounts: ["111111111111"]', 'accounts: ["222222222222"]'),
    { line: 8, path: 'remediations[1].accounts[0]', message: /expected one of 111111111111/ },
  ],
  [
    'a misspelt member',
    whole.replace('remediations:', 'remediation:'),
    { line: 6, path: 'remediation', message: /partition, accounts, regions, remediations/ },
  ],
  [
    'a wrong parameter of a control',
    whole.replace('owner: unassigned', 'owner: 1'),
    { line: 10, path: 'parameters.Trueup.Tags.1.requiredTags.owner', message: /expected a text/ },
  ],
  ['a key that stands twice', `${whole}\npartition: aws\n`, { line: 12, path: 'partition', message: /unique/ }],
  ['a text that is no map', '[]', { line: 1, path: '', message: /map|object/ }],
  ['an empty text', '', { line: 1, path: 'accounts', message: /./ }],
])('%s is refused with its place', (_name, text, { line, path, message }) => {
  const parsed = parse(text);
  if (parsed.kind !== 'invalid') throw new Error('was not refused');
  expect(parsed.problems[0]).toMatchObject({ line, path });
  expect(parsed.problems[0]?.message).toMatch(message);
});
