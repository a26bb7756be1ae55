import type { Plan } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runHere } from './testing/run-here.ts';
import { scriptedWith } from './testing/scripted-with.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';

const { emptyDir, served } = servedUntil(onTestFinished);

const BUCKET = 'arn:aws:s3:::archive';
const PLACE = [
  'exceptions',
  'place',
  '--arn',
  BUCKET,
  '--owner',
  'team-web',
  '--approver',
  'ann',
  '--justification',
  'a public site',
];

test.each([
  [['exceptions', 'place'], /required option '--owner <name>' not specified/],
  [['exceptions', 'change', 'x'], /exceptions change: say what to change/],
  [['kill-switch', 'on', '--all'], /required option '--reason <text>' not specified/],
  [['kill-switch', 'on', '--reason', 'x'], /name exactly one of --all, --account, --control/],
  [['kill-switch', 'off', '--all', '--control', 'S3.8', '--reason', 'x'], /name exactly one of/],
  [['approve'], /approve: name plans, or every one that waits with --waiting/],
  [['approve', 'plan-1', '--waiting'], /approve: name plans, or every one that waits with --waiting/],
  [['approve', 'plan-1', '--control', 'S3.8'], /--control goes with --waiting/],
  [['approve', 'plan-1', 'plan-2', '--hash', 'f'], /--hash is of one plan/],
  [['approve', 'plan-1', '--yes-count', '1'], /--yes-count goes with several plans/],
  [['approve', 'plan-1', '--break-glass'], /--break-glass needs --reason/],
  [['approve', '--waiting', '--break-glass', '--reason', 'x'], /--break-glass is for one plan at a time/],
  [['reject', 'plan-1', 'plan-2'], /required option '--reason <text>' not specified/],
])('%j is refused in one line, before anything is opened', async (args, message) => {
  expectRefused(await runHere(['--data-dir', await emptyDir(), ...args]), message);
});

describe('exceptions', () => {
  test('are placed, listed with what they cover, shown, changed and removed', async () => {
    const { trueup } = await served();
    const placed = await trueup(...PLACE, '--id', 'archive', '--expires', '2030-12-31', '--tag', 'stage=old');
    expectSaid(placed, 0, 'Exception archive');
    expect(placed.stdout).toContain(`resource ${BUCKET}, tag stage=old`);
    expect(placed.stdout).toContain('2030-12-31 00:00:00Z');
    expect((await trueup('exceptions', 'list')).stdout).toMatch(
      /\narchive +resource arn:aws:s3:::archive.* 1 +team-web +ann/,
    );
    expectSaid(
      await trueup('exceptions', 'show', 'archive'),
      0,
      'Open findings that it covers: 1\n  f-0000000000000002',
    );
    const changed = await trueup(
      'exceptions',
      'change',
      'archive',
      '--expires',
      '2031-01-31T12:00:00Z',
      '--ou',
      '/Prod',
    );
    expectSaid(changed, 0, '2031-01-31 12:00:00Z');
    expect(changed.stdout).toMatch(/covers +organizational unit \/Prod\n/);
    expectSaid(
      await trueup('exceptions', 'remove', 'archive', '--reason', 'moved'),
      0,
      'Exception archive is removed.',
    );
    expectSaid(await trueup('exceptions', 'list'), 0, 'No exceptions.');
  });

  test('that the person approves himself, or that end on no date, are refused', async () => {
    const { trueup } = await served();
    const own = await trueup(...PLACE, '--approver', 'alice', '--expires', '2030-12-31');
    expectRefused(own, /alice cannot be the approver of an exception that he places himself/);
    expectRefused(await trueup(...PLACE, '--expires', 'soon'), /expiresAt: expected a time/);
  });

  test('take tags by key, by value and by several values', async () => {
    const { trueup } = await served();
    const tags = ['--tag', 'legacy', '--tag', 'stage=old', '--tag', 'stage=older', '--tag', 'url=a=b'];
    const placed = await trueup('-o', 'json', ...PLACE, '--expires', '2030-12-31', ...tags);
    expect(JSON.parse(placed.stdout)).toMatchObject({
      scope: { tags: { legacy: [], stage: ['old', 'older'], url: ['a=b'] } },
    });
  });
});

test('a kill switch is turned on, shown with its reason, and turned off', async () => {
  const { trueup } = await served();
  expectSaid(await trueup('kill-switch', 'list'), 0, 'No kill switch is on.');
  const on = await trueup('kill-switch', 'on', '--account', '111111111111', '--reason', 'outage');
  expectSaid(on, 0, 'The kill switch is on for account 111111111111. 1 running execution ends at the next step.');
  expect((await trueup('kill-switch', 'list')).stdout).toMatch(/account 111111111111 +outage +alice/);
  const off = await trueup('kill-switch', 'off', '--account', '111111111111', '--reason', 'over');
  expectSaid(off, 0, 'The kill switch is off for account 111111111111.');
  expectRefused(await trueup('kill-switch', 'off', '--all', '--reason', 'over'), /no kill switch all/);
});

test('decisions are listed with what decided, and counted', async () => {
  const { trueup } = await served();
  const listed = await trueup('decisions', 'list', '--kind', 'propose');
  expect(listed.stdout).toMatch(
    /f-0000000000000001 +propose +mode-approval +public-buckets +line public-buckets says approval/,
  );
  expect((await trueup('decisions', 'count')).stdout).toMatch(/\n4 +propose +mode-approval/);
  expectRefused(await trueup('decisions', 'list', '--reason', 'mood'), /reasons\[0\]: expected one of/);
});

test('remediations show their record and what it speaks for', async () => {
  const { trueup } = await served();
  const { stdout } = await trueup('remediations');
  expect(stdout).toMatch(/public-buckets +S3\.8 +approval +7 +6 +1 +0 +automatic +5 of 5 verified in a row +4/);
});

/** So many plans that wait, asked for by someone else than who approves. */
async function waiting(count: number, more: Partial<Plan> = {}) {
  const scripted = scriptedTrueup();
  const asked = await scripted
    .application({ kind: 'person', name: 'carol' })
    .makePlan({ findingId: 'f-0000000000000002' });
  if (asked.kind !== 'planned') throw new Error('a plan was expected');
  const plans = Array.from({ length: count }, (_none, n): Plan => ({ ...asked.plan, ...more, id: `plan-${n + 1}` }));
  const decided: { readonly ids: readonly string[]; readonly verdict: string }[] = [];
  const world = scriptedWith((trueup) => ({
    listPlans: async () => ({ items: plans }),
    getPlan: async ({ id }) => {
      const plan = plans.find((one) => one.id === id);
      return plan ? { plan, approvals: [], differences: [] } : trueup.getPlan({ id });
    },
    decidePlans: async ({ plans: listed, verdict }) => {
      decided.push({ ids: listed.map(({ id }) => id), verdict });
      return {
        items: listed.map(({ id }) => ({
          planId: id,
          kind: 'decided' as const,
          status: verdict === 'reject' ? ('rejected' as const) : ('approved' as const),
          given: 1,
          needed: 1,
        })),
      };
    },
  }));
  return { ...(await served(world)), decided };
}

describe('several plans', () => {
  test('are each shown whole before they are decided together', async () => {
    const { trueup, decided } = await waiting(3);
    const approved = await trueup('approve', '--waiting', '--yes-count', '3');
    expect(approved.code).toBe(0);
    for (const id of ['plan-1', 'plan-2', 'plan-3']) {
      expect(approved.stderr).toContain(`Plan ${id}: repair of archive for S3.8`);
      expect(approved.stdout).toMatch(new RegExp(`${id} +S3\\.8 +archive +approved`));
    }
    expect(approved.stdout).toContain('\nTo do it: trueup remediate f-0000000000000002');
    expect(decided).toEqual([{ ids: ['plan-1', 'plan-2', 'plan-3'], verdict: 'approve' }]);
  });

  test('are named, and each but once', async () => {
    const { trueup, decided } = await waiting(3);
    const reason = ['--reason', 'on purpose'];
    expect((await trueup('reject', 'plan-3', 'plan-1', 'plan-3', '--yes-count', '2', ...reason)).code).toBe(0);
    expect(decided).toEqual([{ ids: ['plan-3', 'plan-1'], verdict: 'reject' }]);
  });

  test('are not decided by another count, or where nobody can type it', async () => {
    const { trueup, decided } = await waiting(3);
    const fewer = await trueup('approve', '--waiting', '--yes-count', '2');
    expect({ code: fewer.code, decided }).toEqual({ code: 1, decided: [] });
    expect(fewer.stderr).toContain('--yes-count is 2, but there are 3 plans: nothing was decided');
    const nobody = await trueup('approve', '--waiting');
    expect({ code: nobody.code, decided }).toEqual({ code: 1, decided: [] });
    expect(nobody.stderr).toContain('Nobody is here to confirm: pass --yes-count 3');
  });

  test('of another control are left out, and none is nothing to do', async () => {
    const { trueup, decided } = await waiting(3);
    expectSaid(await trueup('approve', '--waiting', '--control', 'IAM.1'), 0, 'No plan waits for an approval.');
    expect(decided).toEqual([]);
  });

  test('tell which were refused, and exit 1', async () => {
    const { trueup } = await served();
    await trueup('plan', 'f-0000000000000002');
    const refused = await trueup('approve', '--waiting', '--yes-count', '1');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/plan-1 +S3\.8 +archive +same-person +plan plan-1 was asked for by alice/);
  });
});

test('breaking the glass approves a plan with its reason, also by who asked for it', async () => {
  const { trueup } = await served();
  const planned = await trueup('-o', 'json', '--query', 'plan.[id, hash]', 'plan', 'f-0000000000000002');
  const [id, hash] = JSON.parse(planned.stdout) as [string, string];
  const broken = await trueup('approve', id, '--hash', hash, '--break-glass', '--reason', 'data is leaking now');
  expectSaid(broken, 0, 'Plan plan-1 may start by breaking the glass. To do it: trueup remediate f-0000000000000002');
  const shown = await trueup('plans', 'show', id);
  expectSaid(shown, 0, 'glass broken by alice at 2026-01-31 09:30:00Z: data is leaking now');
});

test('a plan that needs more people says how many have said yes', async () => {
  const { trueup } = await waiting(1, { approvalsNeeded: 2 });
  expect((await trueup('plans', 'show', 'plan-1')).stdout).toMatch(/approvals +0 of 2 people have said yes/);
});
