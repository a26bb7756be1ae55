import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Asff } from '../finding/asff/asff.ts';
import { sampleAsff } from '../finding/asff/testing/sample-asff.ts';
import { compileLines, type LineChoice } from './compile-lines.ts';
import { plainConfigRule } from './config-rules-of.ts';
import { covers } from './covers.ts';
import { explainLines } from './explain-lines.ts';
import type { PolicyRemediation } from './policy.ts';
import type { DecisionTarget } from './target-scope.ts';
import { LINE, RESOURCE, TARGET, UNTAGGED } from './testing/sample-decision.ts';

const { controls: _controls, ...BARE } = LINE;
type Members = Partial<PolicyRemediation>;
const policyOf = (lines: readonly Members[]) => ({
  remediations: lines.map((line, index): PolicyRemediation => ({ ...BARE, name: `line-${index + 1}`, ...line })),
});
const findingOf = (asff: Partial<Asff> = {}) => ({ asff: sampleAsff(asff) });
const RULE = { name: 's3-bucket-public', identifier: 'S3_BUCKET_PUBLIC' };
const said = (choice: LineChoice): string => (choice.kind === 'none' ? 'none' : `${choice.kind} ${choice.line.name}`);
const severe = { detail: { findings: { Severity: { Label: ['CRITICAL'] } } } };

test.each<[string, readonly Members[], string, Partial<Asff>?, DecisionTarget?]>([
  [
    'the first line that covers it decides',
    [{ controls: ['S3.1'] }, { controls: ['S3.8'] }, { controls: ['*'] }],
    'line line-2',
  ],
  [
    'a later line that says more does not',
    [{ controls: ['*'] }, { controls: ['S3.8'], arns: [RESOURCE.arn] }],
    'line line-1',
  ],
  ['of no line, none decides', [{ controls: ['S3.1'] }], 'none'],
  [
    'all that narrows a line must cover',
    [{ controls: ['S3.8'], accounts: ['9'] }, { controls: ['S3.8'] }],
    'line line-2',
  ],
  [
    'a line about a Config rule that the finding names',
    [{ configRules: ['my-rule'] }],
    'line line-1',
    { ProductFields: { 'aws/config/ConfigRuleName': 'my-rule' } },
  ],
  [
    'Security Hub’s own rule by its plain name',
    [{ configRules: ['s3-bucket-versioning-enabled'] }],
    'line line-1',
    {
      ProductFields: {
        'RelatedAWSResources:0/type': 'AWS::IAM::Role',
        'RelatedAWSResources:0/name': 'other',
        'RelatedAWSResources:1/type': 'AWS::Config::ConfigRule',
        'RelatedAWSResources:1/name': 'securityhub-s3-bucket-versioning-enabled-1a2b3c4d',
      },
    },
  ],
  [
    'a related resource that is no rule',
    [{ configRules: ['other'] }],
    'none',
    { ProductFields: { 'RelatedAWSResources:0/type': 'AWS::IAM::Role', 'RelatedAWSResources:0/name': 'other' } },
  ],
  ['the rule that checks the control, by its identifier', [{ configRules: ['S3_BUCKET_PUBLIC'] }], 'line line-1'],
  ['another rule', [{ configRules: ['another'] }], 'none'],
  ['controls beside rules are an OR', [{ controls: ['S3.8'], configRules: ['another'] }], 'line line-1'],
  [
    'a pattern over Security Hub’s event',
    [{ pattern: severe }, { controls: ['*'] }],
    'line line-1',
    { Severity: { Label: 'CRITICAL' } },
  ],
  ['a pattern that does not match', [{ pattern: severe }, { controls: ['*'] }], 'line line-2'],
  [
    'a pattern over the envelope',
    [
      {
        pattern: {
          source: ['aws.securityhub'],
          'detail-type': ['Security Hub Findings - Imported'],
          account: ['111122223333'],
        },
      },
    ],
    'line line-1',
  ],
  [
    'a pattern is narrowed as well',
    [{ pattern: severe, regions: ['us-east-1'] }],
    'none',
    { Severity: { Label: 'CRITICAL' } },
  ],
  [
    'a line that hangs on unread tags ends the search',
    [{ controls: ['S3.1'] }, { tags: { env: [] } }, { controls: ['*'] }],
    'unknown line-2',
    {},
    UNTAGGED,
  ],
  [
    'but not where it is about something else',
    [{ controls: ['S3.1'], tags: { env: [] } }, { controls: ['*'] }],
    'line line-2',
    {},
    UNTAGGED,
  ],
  ['nor after the line that decides', [{ controls: ['*'] }, { tags: { env: [] } }], 'line line-1', {}, UNTAGGED],
])('%s', (_name, lines, expected, asff = {}, target = TARGET) => {
  expect(said(compileLines(policyOf(lines))(findingOf(asff), target, RULE))).toBe(expected);
});

test('a pattern that was never parsed is a fault and covers nothing', () => {
  expect(() => compileLines(policyOf([{ pattern: { detail: [] } }]))).toThrow(
    'line line-1 of the policy: Event pattern',
  );
});

test('each line is explained by what leaves the finding out', () => {
  const policy = policyOf([
    { controls: ['S3.1'] },
    { configRules: ['another'] },
    { pattern: severe },
    { controls: ['S3.8'], accounts: ['9'] },
    { controls: ['S3.8'], tags: { env: ['prod'] } },
    { controls: ['*'] },
  ]);
  const explained = explainLines(policy, findingOf(), TARGET).map(({ coverage, by, decides }) => [
    coverage,
    by,
    decides,
  ]);
  expect(explained).toEqual([
    ['outside', 'controls', false],
    ['outside', 'configRules', false],
    ['outside', 'pattern', false],
    ['outside', 'accounts', false],
    ['covered', undefined, true],
    ['covered', undefined, false],
  ]);
  expect(explainLines(policy, findingOf(), UNTAGGED)[4]).toEqual({
    name: 'line-5',
    mode: 'automatic',
    coverage: 'unknown',
    by: 'tags',
    decides: true,
  });
});

test.each([
  ['S3_BUCKET_PUBLIC', 's3-bucket-public'],
  ['securityhub-iam-password-policy-a08618e1', 'iam-password-policy'],
  ['iam-password-policy-conformance-pack-x1y2z3', 'iam-password-policy'],
  ['my-rule-a08618e1', 'my-rule-a08618e1'],
])('the rule %s is %s', (name, plain) => {
  expect(plainConfigRule(name)).toBe(plain);
});

const subset = (...all: string[]): fc.Arbitrary<string[]> => fc.subarray(all, { minLength: 1 });
const line: fc.Arbitrary<Members> = fc.record(
  {
    controls: subset('S3.1', 'S3.8', '*'),
    configRules: subset('s3-bucket-public', 'other', 'more'),
    pattern: fc.constantFrom(severe, { detail: { findings: { Title: ['A title'] } } }),
    accounts: subset('111122223333', '9'),
    tags: fc.constantFrom({ env: ['prod'] }, { env: [] }, { team: [] }),
  },
  { requiredKeys: [] },
);

/** The rule in its plainest form: line by line, with nothing compiled. */
function naiveLine(lines: readonly PolicyRemediation[], asff: Asff, target: DecisionTarget): string {
  for (const { name, controls, configRules, pattern, ...scope } of lines) {
    const aboutAll = !controls && !configRules && !pattern;
    const byPattern =
      pattern === severe ? asff.Severity?.Label === 'CRITICAL' : pattern !== undefined && asff.Title === 'A title';
    const byRule = configRules?.some((rule) =>
      [RULE.name, asff.ProductFields?.['aws/config/ConfigRuleName']].includes(rule),
    );
    const about = aboutAll || controls?.includes('*') || controls?.includes(target.controlId) || byRule || byPattern;
    const coverage = about ? covers(scope, target) : 'outside';
    if (coverage !== 'outside') return `${coverage === 'covered' ? 'line' : 'unknown'} ${name}`;
  }
  return 'none';
}

test('the line that decides is the first that covers, one by one', () => {
  const finding = fc.record({
    Title: fc.constantFrom('A title', 'Another'),
    Severity: fc.constantFrom({ Label: 'CRITICAL' as const }, { Label: 'LOW' as const }),
    ProductFields: fc.constantFrom({}, { 'aws/config/ConfigRuleName': 'other' }),
  });
  const target = fc.constantFrom(
    TARGET,
    UNTAGGED,
    { ...TARGET, controlId: 'EC2.1' },
    { ...TARGET, tags: { team: 'x' } },
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), finding, target, (lines, members, of) => {
      const policy = policyOf(lines);
      const asff = sampleAsff(members);
      const expected = naiveLine(policy.remediations, asff, of);
      expect(said(compileLines(policy)({ asff }, of, RULE))).toBe(expected);
      const decides = explainLines(policy, { asff }, of, RULE).find((one) => one.decides);
      expect(decides ? `${decides.coverage === 'covered' ? 'line' : 'unknown'} ${decides.name}` : 'none').toBe(
        expected,
      );
    }),
    { numRuns: 2_000 },
  );
});
