import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ASFF_ENUMS, ASFF_SHAPES } from './generated/asff-shapes.ts';
import { readAsff } from './read-asff.ts';
import { sampleAsff } from './testing/sample-asff.ts';

const NOW = '2026-01-12T00:00:00.000Z';
const read = (value: unknown, bytes?: number) =>
  readAsff(value, { now: NOW, ...(bytes === undefined ? {} : { bytes }) });

/** The sample with other members, which need not be of the right type. */
const sample = (members: object): unknown => ({ ...sampleAsff(), ...members });

function reading(members: object): unknown {
  const result = read(sample(members));
  return result.kind === 'read' ? result.asff : result;
}

function fault(value: unknown): string {
  const result = read(value);
  return result.kind === 'rejected' ? `${result.field} ${result.reason}` : 'read';
}

describe('required members', () => {
  test.each([
    'SchemaVersion',
    'Id',
    'ProductArn',
    'GeneratorId',
    'AwsAccountId',
    'CreatedAt',
    'UpdatedAt',
    'Title',
    'Description',
    'Resources',
  ])('a finding without %s is rejected, and so is null', (name) => {
    const { [name]: _left, ...rest } = { ...sampleAsff() } as Record<string, unknown>;
    expect(fault(rest)).toBe(`${name} is required`);
    expect(fault({ ...rest, [name]: null })).toBe(`${name} is required`);
  });

  test('resources, notes and related findings have members that are required', () => {
    expect(fault(sample({ Resources: [{ Type: 'Other' }] }))).toBe('Resources[0].Id is required');
    expect(fault(sample({ Note: { Text: 'x', UpdatedBy: 'y' } }))).toBe('Note.UpdatedAt is required');
    expect(fault(sample({ RelatedFindings: [{ Id: 'x' }] }))).toBe('RelatedFindings[0].ProductArn is required');
    expect(fault(sample({ Vulnerabilities: [{ Id: 'x' }, {}] }))).toBe('Vulnerabilities[1].Id is required');
  });
});

describe('severity', () => {
  test.each([
    [{ Severity: { Label: 'LOW' } }, { Label: 'LOW', Normalized: 1 }],
    [{ Severity: { Normalized: 55, Original: '5.5' } }, { Label: 'MEDIUM', Normalized: 55, Original: '5.5' }],
    [{ Severity: { Label: 'LOW', Normalized: 90 } }, { Label: 'LOW', Normalized: 90 }],
  ])('%j is filled in', (members, severity) => {
    expect(reading(members)).toMatchObject({ Severity: severity });
  });

  test("a provider's label is enough, and nothing is invented at the top level", () => {
    const asff = reading({ Severity: undefined, FindingProviderFields: { Severity: { Label: 'LOW' } } });
    expect(asff).toMatchObject({ FindingProviderFields: { Severity: { Label: 'LOW' } } });
    expect(asff).not.toHaveProperty('Severity');
  });

  test.each([{ Severity: undefined }, { Severity: { Original: '5' } }, { FindingProviderFields: {}, Severity: {} }])(
    '%j is no severity',
    (members) => {
      expect(fault(sample(members))).toMatch(/^Severity must have a Label or Normalized/);
    },
  );
});

describe('limits', () => {
  const texts = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);
  const pairs = (count: number, value = 'v') => Object.fromEntries(texts(count).map((key) => [key, value]));
  const resources = (count: number) => texts(count).map((Id) => ({ Type: 'Other', Id }));
  const related = (count: number) => texts(count).map((Id) => ({ Id, ProductArn: 'arn' }));
  const resource = (members: object) => ({ Resources: [{ Type: 'Other', Id: 'x', ...members }] });

  test.each<[string, object, object, string]>([
    ['Id', { Id: 'x'.repeat(512) }, { Id: 'x'.repeat(513) }, 'Id must have 1 to 512 characters'],
    ['Title', { Title: 'x'.repeat(256) }, { Title: 'x'.repeat(257) }, 'Title must have 1 to 256 characters'],
    ['characters', { Title: '💥'.repeat(256) }, { Title: '💥'.repeat(257) }, 'Title must have 1 to 256 characters'],
    [
      'Description',
      { Description: 'x'.repeat(1024) },
      { Description: 'x'.repeat(1025) },
      'Description must have 1 to 1024 characters',
    ],
    ['blank', { Title: ' x' }, { Title: ' \n\t' }, 'Title must not be blank'],
    ['empty', { Types: ['x'] }, { Types: ['x', ''] }, 'Types[1] must not be blank'],
    ['Types', { Types: texts(50) }, { Types: texts(51) }, 'Types must have at most 50 items'],
    ['Confidence', { Confidence: 100 }, { Confidence: 101 }, 'Confidence must be a whole number from 0 to 100'],
    ['Criticality', { Criticality: 0 }, { Criticality: -1 }, 'Criticality must be a whole number from 0 to 100'],
    ['integers', { Criticality: 1 }, { Criticality: 1.5 }, 'Criticality must be a whole number'],
    ['Resources', resource({}), { Resources: [] }, 'Resources must have 1 to 32 items'],
    ['many', { Resources: resources(32) }, { Resources: resources(33) }, 'Resources must have 1 to 32 items'],
    [
      'RelatedFindings',
      { RelatedFindings: related(10) },
      { RelatedFindings: related(11) },
      'RelatedFindings must have 1 to 10 items',
    ],
    [
      'ProductFields',
      { ProductFields: pairs(50) },
      { ProductFields: pairs(51) },
      'ProductFields must have at most 50 pairs',
    ],
    [
      'values',
      { ProductFields: pairs(1, 'x'.repeat(2048)) },
      { ProductFields: pairs(1, 'x'.repeat(2049)) },
      'ProductFields["text 0"] must have at most 2048 characters',
    ],
    [
      'user values',
      { UserDefinedFields: pairs(1, 'x'.repeat(1024)) },
      { UserDefinedFields: pairs(1, 'x'.repeat(1025)) },
      'UserDefinedFields["text 0"] must have at most 1024 characters',
    ],
    [
      'keys',
      { UserDefinedFields: { ['k'.repeat(128)]: 'v' } },
      { UserDefinedFields: { ['k'.repeat(129)]: 'v' } },
      `UserDefinedFields["${'k'.repeat(128)}"] must have a name of at most 128 characters`,
    ],
    [
      'Details.Other',
      resource({ Details: { Other: pairs(50) } }),
      resource({ Details: { Other: pairs(51) } }),
      'Resources[0].Details.Other must have at most 50 pairs',
    ],
    [
      'tags',
      resource({ Tags: { empty: '' } }),
      resource({ Tags: { long: 'x'.repeat(257) } }),
      'Resources[0].Tags["long"] must have at most 256 characters',
    ],
    [
      'deep texts',
      { Malware: [{ Name: 'x'.repeat(64) }] },
      { Malware: [{ Name: 'x' }, { Name: 'x'.repeat(65) }] },
      'Malware[1].Name must have 1 to 64 characters',
    ],
    [
      'deep enums',
      { Malware: [{ Name: 'x', Type: 'WORM' }] },
      { Malware: [{ Name: 'x', State: 'GONE' }] },
      'Malware[0].State must be one of OBSERVED, REMOVAL_FAILED, REMOVED',
    ],
    [
      'requirements',
      { Compliance: { RelatedRequirements: texts(32) } },
      { Compliance: { RelatedRequirements: texts(33) } },
      'Compliance.RelatedRequirements must have at most 32 items',
    ],
    [
      'counters',
      { PatchSummary: { Id: 'x', FailedCount: 100_000 } },
      { PatchSummary: { Id: 'x', FailedCount: 100_001 } },
      'PatchSummary.FailedCount must be a whole number from 0 to 100000',
    ],
    [
      'details',
      resource({ Details: { AwsS3AccountPublicAccessBlock: { BlockPublicAcls: true } } }),
      resource({ Details: { AwsS3AccountPublicAccessBlock: { BlockPublicAcls: 'true' } } }),
      'Resources[0].Details.AwsS3AccountPublicAccessBlock.BlockPublicAcls must be true or false',
    ],
    [
      'numbers',
      { Severity: { Normalized: 1, Product: 1.5 } },
      { Severity: { Product: '1' } },
      'Severity.Product must be a number',
    ],
    ['objects', { Workflow: { Status: 'NEW' } }, { Workflow: [] }, 'Workflow must be an object'],
    ['maps', { ProductFields: {} }, { ProductFields: ['x'] }, 'ProductFields must be an object of texts'],
    ['lists', { Types: [] }, { Types: 'x' }, 'Types must be a list'],
    ['list items', { Types: ['x'] }, { Types: [null] }, 'Types[0] must be a text'],
    ['regions', { Region: 'us-gov-west-1' }, { Region: 'x'.repeat(17) }, 'Region must have 1 to 16 characters'],
  ])('%s: at its limit it is read, beyond it is rejected', (_name, good, bad, reason) => {
    expect(reading(good)).toMatchObject(good);
    expect(fault(sample(bad))).toBe(reason);
  });

  test('a finding is at most 240 KB as UTF-8, whatever its white space', () => {
    const details = (text: string, count: number) =>
      sample({ Resources: texts(count).map((Id) => ({ Type: 'Other', Id, Details: { Other: pairs(50, text) } })) });
    expect(fault(details('x'.repeat(1_000), 4))).toBe('read');
    expect(fault(details('x'.repeat(1_000), 5))).toBe('finding must have at most 240 KB as compact JSON');
    expect(fault(details('日'.repeat(400), 3))).toBe('read');
    expect(fault(details('日'.repeat(400), 5))).toBe('finding must have at most 240 KB as compact JSON');
    expect(fault(details('💥'.repeat(1_000), 1))).toBe('read');
    expect(fault(details('💥'.repeat(500), 3))).toMatch(/240 KB/);
    expect(read(sampleAsff(), 1_000_000).kind).toBe('read');
  });
});

describe('names', () => {
  test.each([
    [{ SchemaVersion: '2018-10-09' }, 'SchemaVersion must be 2018-10-08'],
    [{ AwsAccountId: '11112222333x' }, 'AwsAccountId must be 12 digits'],
    [{ AwsAccountId: '1111222233334' }, 'AwsAccountId must have 12 characters'],
    [{ ProductArn: 'arn:aws:securityhub:x' }, /^ProductArn must have the form arn:/],
    [{ ProductArn: 'arn:aws:securityhub:eu-west-1:123:product/a/b' }, /^ProductArn must have the form arn:/],
    [{ ProductArn: 'arn:aws:securityhub:eu-west-1::product/a/b/c' }, /^ProductArn must have the form arn:/],
    [{ ProductArn: 'arn:aws:iam:eu-west-1::product/a/b' }, /^ProductArn must have the form arn:/],
    [{ Resources: [{ Type: 'AWS::S3::Bucket', Id: 'x' }] }, /^Resources\[0\]\.Type must be AwsS3Bucket, /],
    [{ Resources: [{ Type: 'Bucket', Id: 'x' }] }, /^Resources\[0\]\.Type must be .*Other/],
  ])('%j is rejected', (members, reason) => {
    expect(fault(sample(members))).toMatch(reason);
  });

  test.each([
    'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
    'arn:aws-us-gov:securityhub:us-gov-west-1::product/aws/securityhub',
    'arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default',
  ])('%s is a product', (ProductArn) => {
    expect(fault(sample({ ProductArn }))).toBe('read');
  });

  test.each(['AwsS3Bucket', 'Other', 'Container', 'CodeRepository', 'AwsAccount', 'AwsIamServerCertificate'])(
    'a resource may be of the type %s',
    (Type) => {
      expect(fault(sample({ Resources: [{ Type, Id: 'x' }] }))).toBe('read');
    },
  );
});

describe('timestamps', () => {
  test('they come out in UTC with milliseconds at every depth', () => {
    expect(
      reading({
        CreatedAt: '2026-01-01T02:00:00+02:00',
        Process: { LaunchedAt: '2026-01-01T00:00:00.1234567Z' },
        Resources: [
          { Type: 'AwsEc2Instance', Id: 'x', Details: { AwsEc2Instance: { LaunchedAt: '2026-01-01T00:00:00Z' } } },
        ],
      }),
    ).toMatchObject({
      CreatedAt: '2026-01-01T00:00:00.000Z',
      Process: { LaunchedAt: '2026-01-01T00:00:00.123Z' },
      Resources: [{ Details: { AwsEc2Instance: { LaunchedAt: '2026-01-01T00:00:00.000Z' } } }],
    });
  });

  test('another text is rejected', () => {
    expect(fault(sample({ LastObservedAt: 'yesterday' }))).toMatch(/^LastObservedAt must be a timestamp with its zone/);
    expect(fault(sample({ Note: { Text: 'x', UpdatedBy: 'y', UpdatedAt: '2026-02-30T00:00:00Z' } }))).toMatch(
      /^Note\.UpdatedAt must be/,
    );
  });

  test('CreatedAt and UpdatedAt may be ahead by the tolerance and not by more', () => {
    expect(fault(sample({ UpdatedAt: '2026-01-12T00:05:00Z' }))).toBe('read');
    expect(fault(sample({ UpdatedAt: '2026-01-12T00:05:00.001Z' }))).toMatch(/^UpdatedAt must not be in the future/);
    expect(fault(sample({ CreatedAt: '2026-01-13T00:00:00Z' }))).toMatch(/^CreatedAt must not be in the future/);
    expect(readAsff(sample({ CreatedAt: '2026-01-13T00:00:00Z' }), { now: NOW, mostAheadMs: 86_400_000 }).kind).toBe(
      'read',
    );
  });
});

describe('what ASFF does not have', () => {
  test('is dropped at every depth, and null with it', () => {
    const given = sample({
      Colour: 'red',
      Confidence: null,
      Severity: { Label: 'LOW', Shade: 1 },
      ProductFields: { kept: 'x', gone: null },
      Resources: [{ Type: 'Other', Id: 'x', Size: 1, Details: { AwsS3Bucket: { Name: 'b', Depth: {} }, AwsNew: {} } }],
    });
    expect(read(given)).toEqual({
      kind: 'read',
      asff: {
        ...sampleAsff(),
        Severity: { Label: 'LOW', Normalized: 1 },
        ProductFields: { kept: 'x' },
        Resources: [{ Type: 'Other', Id: 'x', Details: { AwsS3Bucket: { Name: 'b' } } }],
      },
    });
  });

  test('no member reaches a prototype', () => {
    const text = JSON.stringify(sampleAsff());
    const polluted = JSON.parse(
      `${text.slice(0, -1)},"__proto__":{"polluted":1},"constructor":{},"toString":"x"}`,
    ) as unknown;
    const result = read(polluted);
    expect(result).toEqual({ kind: 'read', asff: sampleAsff() });
    const map = JSON.parse('{"__proto__":"x"}') as object;
    expect(fault(sample({ ProductFields: map }))).toBe('ProductFields["__proto__"] must have a name');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

test('what is no object is rejected as a whole', () => {
  expect([null, undefined, 1, 'x', [], true].map((value) => read(value))).toEqual(
    Array.from({ length: 6 }, () => ({ kind: 'rejected', field: 'finding', reason: 'must be an object' })),
  );
});

describe('any finding of the model', () => {
  const TEXT = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => /\S/.test(text));

  /** Values of one member's type, within its limits, and sometimes with what is not known. */
  function ofType(type: string, depth: number): fc.Arbitrary<unknown> {
    if (type.startsWith('{')) return ofShape(type.slice(1), depth - 1);
    if (type.startsWith('[')) {
      const item = type.slice(type.indexOf(']') + 1);
      return fc.array(ofType(item, depth), { minLength: 1, maxLength: 2 });
    }
    const [kind, detail = ''] = type.split(' ');
    if (kind === 'text') return TEXT;
    if (kind === 'timestamp') {
      return fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2025-12-31T23:00:00.123456-0100');
    }
    if (kind === 'integer') return fc.integer({ min: 0, max: 100 });
    if (kind === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    if (kind === 'boolean') return fc.boolean();
    if (kind === 'enum') return fc.constantFrom(...(ASFF_ENUMS[detail] ?? []));
    return fc.dictionary(
      TEXT.filter((key) => key !== '__proto__'),
      TEXT,
      { maxKeys: 3 },
    );
  }

  function ofShape(name: string, depth: number): fc.Arbitrary<unknown> {
    const members = Object.entries(ASFF_SHAPES[name] ?? {}).filter(
      ([, type]) => type.startsWith('!') || depth > 0 || !/[{]/.test(type),
    );
    const required = members.filter(([, type]) => type.startsWith('!')).map(([member]) => member);
    return fc.record(
      Object.fromEntries(members.map(([member, type]) => [member, ofType(type.replace('!', ''), depth)])),
      {
        requiredKeys: required,
      },
    );
  }

  const FINDING = ofShape('AwsSecurityFinding', 3).map((given) => {
    const { Resources, ...rest } = given as { Resources: readonly object[] };
    const { Severity: _severity, ...kept } = rest as { Severity?: unknown };
    const own = sampleAsff();
    return {
      ...kept,
      SchemaVersion: own.SchemaVersion,
      ProductArn: own.ProductArn,
      AwsAccountId: own.AwsAccountId,
      Severity: own.Severity,
      Resources: Resources.map((resource) => ({ ...resource, Type: 'AwsS3Bucket' })),
    };
  });

  test('is read, loses nothing but the form of its timestamps, and reads the same again', () => {
    fc.assert(
      fc.property(FINDING, (finding) => {
        const result = read(finding);
        if (result.kind === 'rejected') throw new Error(`${result.field} ${result.reason}`);
        expect(read(JSON.parse(JSON.stringify(result.asff)))).toEqual(result);
        expect(Object.keys(result.asff).sort()).toEqual(Object.keys(finding).sort());
      }),
      { numRuns: 60 },
    );
  });

  test('with some JSON in some place of it is read or rejected, never a crash', () => {
    const paths = [
      'Id',
      'Resources',
      'Severity',
      'Types',
      'ProductFields',
      'Vulnerabilities',
      'Action',
      'Note',
      'Sample',
    ];
    fc.assert(
      fc.property(FINDING, fc.constantFrom(...paths), fc.jsonValue(), (finding, name, value) => {
        expect(['read', 'rejected']).toContain(read({ ...finding, [name]: value }).kind);
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(read(value).kind).toBe('rejected');
      }),
    );
  });
});
