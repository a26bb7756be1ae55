import { expect, test } from 'vitest';
import { parsePolicy } from './parse-policy.ts';

const parse = (text: string): ReturnType<typeof parsePolicy> =>
  parsePolicy(
    [
      {
        name: 'trueup.yaml',
        text: `regions: [eu-west-1]\naccounts: [{ id: "111111111111", name: security }]\n${text}`,
      },
    ],
    { controls: [] },
    (given) => given,
  );

// The example of docs/sources.md.
const WHOLE = `
sources:
  queues:
    - arn: arn:aws:sqs:eu-west-1:111111111111:trueup-events
      receivers: 4
  securityHub:
    - account: "111111111111"
      regions: [eu-west-1, us-east-1]
      everyMinutes: 5
sinks:
  securityHub:
    update: true
    import: true
`;

test('sources and sinks are read', () => {
  expect(parse(WHOLE)).toMatchObject({
    kind: 'policy',
    policy: {
      sources: {
        queues: [{ arn: 'arn:aws:sqs:eu-west-1:111111111111:trueup-events', receivers: 4 }],
        securityHub: [{ account: '111111111111', regions: ['eu-west-1', 'us-east-1'], everyMinutes: 5 }],
      },
      sinks: { securityHub: { update: true, import: true } },
    },
  });
});

test('a policy without them has none', () => {
  const parsed = parse('');
  expect(parsed.kind === 'policy' && [parsed.policy.sources, parsed.policy.sinks]).toEqual([undefined, undefined]);
});

test('what is left out has its usual value', () => {
  const text = `
sources: { securityHub: [{ account: "111111111111", regions: [eu-west-1] }] }
sinks: { securityHub: {} }
`;
  expect(parse(text)).toMatchObject({
    policy: {
      sources: { queues: [], securityHub: [{ everyMinutes: 15 }] },
      sinks: { securityHub: { update: false, import: false } },
    },
  });
});

test.each<[string, string, string, RegExp]>([
  [
    'a queue that is none',
    WHOLE.replace(/arn:aws:sqs\S+/, 'trueup-events'),
    'sources.queues[0].arn',
    /standard SQS queue/,
  ],
  ['a FIFO queue', WHOLE.replace('trueup-events', 'trueup.fifo'), 'sources.queues[0].arn', /standard SQS queue/],
  [
    'a queue of an account that is not listed',
    WHOLE.replace('eu-west-1:111111111111', 'eu-west-1:222222222222'),
    'sources.queues[0].arn',
    /unknown account '222222222222': expected one of 111111111111/,
  ],
  ['too many receivers', WHOLE.replace('receivers: 4', 'receivers: 100'), 'sources.queues[0].receivers', /16/],
  [
    'a hub of an account that is not listed',
    WHOLE.replace('account: "1', 'account: "2'),
    'sources.securityHub[0].account',
    /unknown account '211111111111'/,
  ],
  ['a hub without regions', WHOLE.replace('[eu-west-1, us-east-1]', '[]'), 'sources.securityHub[0].regions', /1/],
  [
    'a turn every moment',
    WHOLE.replace('everyMinutes: 5', 'everyMinutes: 0'),
    'sources.securityHub[0].everyMinutes',
    /1/,
  ],
  [
    'an unknown sink',
    WHOLE.replace('    update: true', '    upsert: true'),
    'sinks.securityHub.upsert',
    /update, import/,
  ],
])('%s is a fault', (_, text, path, message) => {
  expect(parse(text)).toMatchObject({
    kind: 'invalid',
    problems: [{ path, message: expect.stringMatching(message) }],
  });
});
