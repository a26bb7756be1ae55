import type { ControlMapping } from './control-mapping.ts';

export interface NewControl {
  /** Such as `s3/versioning-enabled`. */
  readonly folder: string;
  /** Such as `S3.14`. */
  readonly id: string;
  /** Such as `AWS::S3::Bucket`. */
  readonly type: string;
  readonly title: string;
  /** Undefined: not a control that Security Hub publishes. */
  readonly mapping: ControlMapping | undefined;
}

export interface SkeletonFile {
  readonly name: string;
  readonly content: string;
}

const NO_STANDARDS = {
  fsbp: false,
  cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
  pciDss321: [],
  nist80053r5: [],
};

/** What the resource's main part is called: the last word of its type. */
function partOf(type: string): string {
  return type.split('::').at(-1) ?? type;
}

function serviceOf(folder: string): string {
  return folder.split('/')[0] ?? folder;
}

function controlFile({ id, type, title, mapping }: NewControl): string {
  const { severity, configRule } = mapping ?? { severity: 'MEDIUM', configRule: null };
  const { fsbp, cis, pciDss321, nist80053r5 } = mapping ?? NO_STANDARDS;
  const part = partOf(type);
  return `import { defineControl, type ControlId, type JsonObject } from '@trueup/core';
import { z } from 'zod';
import { check } from './check.ts';

export const control = defineControl({
  id: ${JSON.stringify(id)} as ControlId,
  title: ${JSON.stringify(title)},
  description: ${JSON.stringify(`One sentence that says what goes wrong while this is not so: ${title}.`)},
  severity: '${severity}',
  resourceTypes: [${JSON.stringify(type)}],
  scope: 'regional',
  standards: ${JSON.stringify({ fsbp, cis, pciDss321, nist80053r5 })},
  ${configRule ? `configRule: ${JSON.stringify(configRule)},` : ''}
  parts: ['${part}'],
  parameters: z.strictObject({}),
  check,
  repaired: ({ configuration }): JsonObject => ({ ...configuration }),
  risk: 'disruptive',
  input: ({ resource }) => ({ ResourceId: resource.id }),
  undo: { kind: 'runbook', input: ({ resource }) => ({ ResourceId: resource.id }) },
});
`;
}

const CHECK = `import type { Evaluation, Snapshot } from '@trueup/core';

/** Until the rule is written, nothing is known of any resource, so nothing is ever repaired. */
export function check({ resource }: Snapshot): Evaluation {
  return { kind: 'insufficient-data', reason: \`No rule is written yet that judges \${resource.type}.\` };
}
`;

function testFile({ type }: NewControl): string {
  const part = partOf(type);
  return `import { accountId, arn, region, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { check } from './check.ts';

function snapshot(configuration: JsonObject): Snapshot {
  return {
    resource: {
      arn: arn('arn:aws:${part.toLowerCase()}:eu-west-1:123456789012:example'),
      type: '${type}',
      id: 'example',
      accountId: accountId('123456789012'),
      region: region('eu-west-1'),
      partition: 'aws',
    },
    takenAt: '2026-01-01T00:00:00.000Z',
    configuration,
    unread: [],
  };
}

test.each([
  ['a faulty resource', { ${part}: {} }, 'non-compliant'],
  ['a resource as it should be', { ${part}: {} }, 'compliant'],
])('%s', (_, configuration, kind) => {
  expect(check(snapshot(configuration))).toMatchObject({ kind });
});
`;
}

function roundTripFile({ folder }: NewControl): string {
  return `import { describeRoundTrip } from '@trueup/testing';
import { entry } from '../../generated/${folder}.ts';

describeRoundTrip(entry, {
  name: 'a faulty resource',
  arrange: () => Promise.reject(new Error('make the faulty resource here, and neighbours that must stay as they are')),
});
`;
}

function runbook(folder: string, description: string, step: string, api: string): string {
  return `schemaVersion: '0.3'
description: ${description}
parameters:
  ResourceId:
    type: String
    description: The resource.
mainSteps:
  - name: ${step}
    action: aws:executeAwsApi
    inputs:
      Service: ${serviceOf(folder)}
      Api: ${api}
      ResourceId: '{{ ResourceId }}'
    isEnd: true
`;
}

function permissions(folder: string, part: string): string {
  const service = serviceOf(folder);
  const statement = { Action: [`${service}:Modify${part}`], Resource: '{{ResourceArn}}' };
  return JSON.stringify(
    { detect: [`${service}:Describe${part}s`], remediate: [statement], undo: [statement] },
    null,
    2,
  );
}

/** A new folder proposes nothing, and says so. */
const PREVENTION = `causes: [NameOfTheCall]
serviceControlPolicy:
  kind: none
  reason: It is not written yet.
guard:
  kind: none
  reason: It is not written yet.
cloudFormation:
  kind: none
  reason: It is not written yet.
terraform:
  kind: none
  reason: It is not written yet.
`;

function readme({ id, title, folder }: NewControl): string {
  return `# ${id}: ${title}

## What it checks

When a resource is non-compliant, and which ones are not looked at. A new folder starts with a check that knows
nothing, and \`control.test.ts\` fails until the rule stands in \`check.ts\`.

## What the repair changes

The least that makes the resource compliant, and what else a reader must expect of it.

## Undo

What comes back, and what does not.

## Permissions

What the role of the repair and the role of the undo may do, and why that is the least.

## Limits

- What this control does not see. Remove the hints of \`${folder}\` as you write.
`;
}

/** A control folder that compiles, whose own test fails until its check is written. */
export function controlSkeleton(control: NewControl): SkeletonFile[] {
  const { folder, type } = control;
  const part = partOf(type);
  const repair = runbook(folder, `Repairs one ${type}.`, 'repair', `Modify${part}`);
  const undo = runbook(folder, `Takes the repair of one ${type} back.`, 'restore', `Modify${part}`);
  return [
    { name: 'control.ts', content: controlFile(control) },
    { name: 'check.ts', content: CHECK },
    { name: 'runbook.yaml', content: repair },
    { name: 'undo.yaml', content: undo },
    { name: 'permissions.json', content: permissions(folder, part) },
    { name: 'prevention.yaml', content: PREVENTION },
    { name: 'control.test.ts', content: testFile(control) },
    { name: 'round-trip.lab.test.ts', content: roundTripFile(control) },
    { name: 'README.md', content: readme(control) },
  ];
}
