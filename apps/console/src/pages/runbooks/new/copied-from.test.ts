import { expect, test } from 'vitest';
import { copyFrom, startOfControl } from './copied-from.ts';

test.each([
  ['control:S3.8', { kind: 'control', name: 'S3.8' }],
  ['undo:S3.8', { kind: 'undo', name: 'S3.8' }],
  ['document:My-Doc', { kind: 'document', name: 'My-Doc' }],
  ['elsewhere:x', undefined],
  ['control:', undefined],
  [undefined, undefined],
] as const)('%j names %j', (from, expected) => {
  expect(copyFrom(from)).toEqual(expected);
});

const detail = {
  control: {
    id: 'S3.8',
    title: '',
    description: '',
    severity: 'HIGH',
    resourceTypes: [],
    scope: 'regional',
    standards: { fsbp: false, cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null }, pciDss321: [], nist80053r5: [] },
    risk: 'low',
  },
  runbook: 'repair',
  permissions: {
    detect: [],
    remediate: [{ Action: ['s3:Put'], Resource: '*' }],
    undo: [{ Action: ['s3:Delete'], Resource: '*' }],
  },
  readme: '',
} as const;

test('a copy brings the text with the permissions that belong to it, under a name that is free to be stored', () => {
  const undo = startOfControl('undo', { ...detail, undoRunbook: 'undo' });
  expect(undo).toMatchObject({ name: 'S3-8-Undo-Copy', content: 'undo' });
  expect(undo.permissionsText).toContain('s3:Delete');
  for (const kind of ['control', 'undo'] as const) {
    const repair = startOfControl(kind, detail);
    expect(repair).toMatchObject({ name: 'S3-8-Copy', content: 'repair' });
    expect(repair.permissionsText).toContain('s3:Put');
  }
});
