import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '@trueup/api-contract';
import { expect, onTestFinished, test } from 'vitest';
import { scriptedWith } from './testing/scripted-with.ts';
import { servedUntil } from './testing/served.ts';

const { served } = servedUntil(onTestFinished);

const FIRST = 'f-0000000000000001';

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'incident-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test('an investigation tells who did it, when, from where and by which call, and stays with the finding', async () => {
  const { trueup } = await served();
  const told = await trueup('investigate', FIRST);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toMatchInlineSnapshot(`
    "  looked at     CloudTrail's event history of us-east-1, 2026-01-31 09:30:00Z to 2026-01-31 09:30:00Z
      likely cause  user mallory
      called        s3.amazonaws.com DeleteBucketPublicAccessBlock at 2026-01-31 09:30:00Z
      from          198.51.100.7
      event         e-1

    WHEN                  CALL                           WHO           FROM          CAME OF IT
    2026-01-31 09:30:00Z  DeleteBucketPublicAccessBlock  user mallory  198.51.100.7  done
    "
  `);
  expect((await trueup('findings', 'show', FIRST)).stdout).toContain('Who changed it\n  looked at');
});

test('a CloudTrail that could not be read is told as such, and never as nobody', async () => {
  const { trueup } = await served(
    scriptedWith((scripted) => ({
      investigateFinding: async (input) => {
        const { investigation, ...finding } = await scripted.investigateFinding(input);
        if (!investigation) throw new Error('the script has one');
        const { cause: _cause, ...rest } = investigation;
        const unread = { reason: 'access-denied', detail: 'AccessDenied: \u001B[31mno' } as const;
        const denied = { ...rest, events: [], complete: false, unread };
        return { ...finding, investigation: denied } satisfies Finding;
      },
    })),
  );
  const { stdout } = await trueup('investigate', FIRST);
  expect(stdout).toContain('likely cause  not found in that time; events come in within some 15 minutes of the call');
  expect(stdout).toContain(
    String.raw`not read      access-denied: AccessDenied: \u001b[31mno; a call that is not listed`,
  );
});

test('a report is Markdown for people and JSON for programs', async () => {
  const { trueup } = await served();
  expect((await trueup('incident', FIRST)).stdout).toMatch(/^# Incident: S3 buckets should block public access\n/);
  const { stdout } = await trueup('incident', FIRST, '-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ findingId: FIRST, timeline: [] });
});

test('a report is written to a new file, and never over another', async () => {
  const { trueup } = await served();
  const file = join(directory(), 'incident.md');
  expect(await trueup('incident', FIRST, file)).toMatchObject({ code: 0, stdout: `Wrote ${file}.\n` });
  expect(readFileSync(file, 'utf8')).toMatch(/^# Incident/);
  const again = await trueup('incident', FIRST, file);
  expect(again).toMatchObject({ code: 1 });
  expect(again.stderr).toContain('exists already: incident never overwrites a file');
});

test('a change request is text for a ticket, with its owner for programs', async () => {
  const { trueup } = await served();
  expect((await trueup('change-request', FIRST)).stdout).toBe('# S3 buckets should block public access\n');
  const { stdout } = await trueup('change-request', FIRST, '-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ owner: { tool: 'CloudFormation', name: 'invoices' } });
});

test.each(['investigate', 'incident', 'change-request'])('%s of a finding that is not there says so', async (name) => {
  const { trueup } = await served();
  expect(await trueup(name, 'f-0')).toMatchObject({ code: 1, stderr: expect.stringContaining('f-0') as string });
});
