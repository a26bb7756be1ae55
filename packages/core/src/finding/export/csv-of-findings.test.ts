import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOfFindings } from './csv-of-findings.ts';
import type { FindingRow } from './finding-row.ts';

const ROW: FindingRow = {
  id: 'f-1',
  control: 'S3.8',
  title: 'Bucket blocks public access',
  severity: 'HIGH',
  priority: 72,
  compliance: 'FAILED',
  workflow: 'NEW',
  recordState: 'ACTIVE',
  accountId: '012345678901',
  region: 'eu-west-1',
  resourceType: 'AWS::S3::Bucket',
  resource: 'arn:aws:s3:::shop',
  firstObservedAt: '2026-01-01T00:00:00.000Z',
  lastObservedAt: '2026-01-02T00:00:00.000Z',
  sources: ['Security Hub', 'Prowler'],
  note: 'mine',
  url: 'https://trueup.example/findings/f-1',
};

test('a table has a header and a line for each finding', () => {
  expect(csvOfFindings([ROW])).toBe(
    'Id,Control,Title,Severity,Priority,Compliance status,Workflow status,Record state,Account,Region,Resource type,' +
      'Resource,First observed at,Last observed at,Sources,Note,URL\r\n' +
      'f-1,S3.8,Bucket blocks public access,HIGH,72,FAILED,NEW,ACTIVE,012345678901,eu-west-1,AWS::S3::Bucket,' +
      'arn:aws:s3:::shop,2026-01-01T00:00:00.000Z,2026-01-02T00:00:00.000Z,Security Hub; Prowler,mine,' +
      'https://trueup.example/findings/f-1\r\n',
  );
});

test('what is absent is an empty cell', () => {
  const { control, compliance, note, url, ...row } = ROW;
  expect([control, compliance, note, url]).not.toContain(undefined);
  expect(csvOfFindings([row], { header: false })).toMatch(/^f-1,,Bucket.*,72,,NEW,.*Prowler,,\r\n$/);
});

test('a byte order mark comes before the header when it is wanted', () => {
  expect(csvOfFindings([], { byteOrderMark: true })).toMatch(/^\uFEFFId,/);
  expect(csvOfFindings([], { header: false })).toBe('');
});

const titleIn = (title: string): string =>
  csvOfFindings([{ ...ROW, title }], { header: false }).split(',S3.8')[0] ?? '';
const cellOf = (id: string): string => csvOfFindings([{ ...ROW, id }], { header: false }).split(',S3.8,')[0] ?? '';

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['＝1', "'＝1"],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['a "b", c', '"a ""b"", c"'],
  ['a\nb', '"a\nb"'],
  ['a=b', 'a=b'],
  ['', ''],
])('the cell %j is %j', (text, cell) => {
  expect(cellOf(text)).toBe(cell);
  expect(titleIn(text)).toBe('f-1');
});

/** The cells of RFC 4180. */
const parsed = (csv: string): readonly string[] =>
  [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );

test('every text comes back from its cell, and none runs as a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (note) => {
      const cells = parsed(csvOfFindings([{ ...ROW, note }], { header: false }));
      expect(cells).toHaveLength(17);
      expect([note, `'${note}`]).toContain(cells[15]);
      expect(cells[15]).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
