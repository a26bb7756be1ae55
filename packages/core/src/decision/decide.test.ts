import { expect, test } from 'vitest';
import type { NoUndo } from '../control/control.ts';
import { decide, type Decision, type DecisionInput, type LeaveReason, type ProposeReason } from './decide.ts';
import type { Guard } from './guard.ts';
import type { RunbookChoice } from './policy.ts';
import {
  BREAKER_OF_TWO,
  CONTROL,
  exception,
  failedRuns,
  FINDING,
  FULL_LIMIT,
  given,
  INPUT,
  known,
  LINE,
  minutes,
  NOW,
  TARGET,
  UNREADABLE,
  UNTAGGED,
  window,
} from './testing/sample-decision.ts';

type Change = Partial<DecisionInput>;
type Asked = DecisionInput['asked'];

const leave = (reason: LeaveReason): Decision => ({ kind: 'leave', reason });
const propose = (reason: ProposeReason): Decision => ({ kind: 'propose', reason });
const remediate: Decision = { kind: 'remediate' };
const decided = (change: Change): Decision => decide({ ...INPUT, ...change }).decision;
const { control: _control, line: _line, ...NOTHING_FOUND } = INPUT;

const CHOSEN: RunbookChoice = { document: 'Acme-Fix', runs: 'trueup', parameters: {} };
const noUndo: NoUndo = { kind: 'none', reason: 'A deleted rule is gone.' };
const covering = { controls: ['S3.8'] };

/** For each guard: what makes it block. Whom it stops is in the next table. */
const BLOCKS: Readonly<Record<string, readonly [Guard, LeaveReason, Change, DecisionInput?]>> = {
  'a kill switch for everything stops all': [
    'kill-switch',
    'killed',
    given({ killSwitches: known([{ scope: { kind: 'all' }, reason: 'outage', by: 'ann', at: NOW }]) }),
  ],
  'a kill switch of the account stops it': [
    'kill-switch',
    'killed',
    given({
      killSwitches: known([{ scope: { kind: 'account', id: '111122223333' }, reason: 'x', by: 'ann', at: NOW }]),
    }),
  ],
  'a kill switch of the control stops it': [
    'kill-switch',
    'killed',
    given({ killSwitches: known([{ scope: { kind: 'control', id: 'S3.8' }, reason: 'x', by: 'ann', at: NOW }]) }),
  ],
  'a clock that was set back stops all': ['clock', 'clock-behind', given({ latestRecordAt: known(minutes(6)) })],
  'a finding that is not open is left alone': [
    'finding',
    'finding-not-open',
    { finding: { ...FINDING, workflow: 'SUPPRESSED' } },
  ],
  'a finding that was not read last time is left alone': [
    'finding',
    'undetermined',
    { finding: { ...FINDING, compliance: 'WARNING' } },
  ],
  'an excepted resource is left alone': ['exception', 'excepted', given({ exceptions: known([exception()]) })],
  'a resource whose automation is paused is left alone': [
    'pause',
    'automation-paused',
    { finding: { ...FINDING, pausedReason: 'Undone.' } },
  ],
  'a freeze stops changes': [
    'freeze',
    'frozen',
    given({ windows: known([{ window: window(covering), active: true, changesAt: minutes(30) }]) }),
  ],
  'outside of its change window nothing changes': [
    'change-window',
    'outside-change-window',
    given({ windows: known([{ window: window({ kind: 'allow' }), active: false, changesAt: minutes(30) }]) }),
  ],
  'what CloudFormation owns is left to its owner': [
    'owner',
    'owned-by-code',
    { target: { ...TARGET, tags: { 'aws:cloudformation:stack-name': 'shop' } } },
  ],
  'a fault that comes back again and again is left to people': [
    'flap',
    'flapping',
    { finding: { ...FINDING, regressedAt: [-1380, -60, -5].map(minutes) } },
  ],
  'an open circuit breaker stops automation': [
    'breaker',
    'breaker-open',
    given({ breakers: known([{ ...BREAKER_OF_TWO, runs: failedRuns(2) }]) }),
  ],
  'spent attempts stop automation': ['attempts', 'attempts-spent', given({ attempts: known(failedRuns(5)) })],
  'too many errors of a line stop it': [
    'errors',
    'too-many-errors',
    given({ batch: known({ nonCompliant: 10, failed: 6, running: 0 }) }),
  ],
  'the concurrency of a line is kept': [
    'errors',
    'limit-reached',
    given({ batch: known({ nonCompliant: 10, failed: 0, running: 1 }) }),
  ],
  'a limit that is reached stops the next one': ['limits', 'limit-reached', given({ limits: known([FULL_LIMIT]) })],
  'a resource that is held is left alone': ['lock', 'resource-locked', given({ lock: known('execution e-1') })],
  'what nothing repairs is left alone': ['remediation', 'no-remediation', {}, NOTHING_FOUND],
  'mode manual waits for a person': ['mode', 'mode-manual', { line: { ...LINE, mode: 'manual' } }],
};

const ALL: readonly Asked[] = ['policy', 'person', 'approved', 'break-glass'];
const NOT_BREAK_GLASS = ALL.slice(0, 3);
const BY_ITSELF = ALL.slice(0, 1);

const STOPS: Readonly<Record<Guard, readonly Asked[]>> = {
  'kill-switch': ALL,
  clock: ALL,
  finding: ALL,
  exception: NOT_BREAK_GLASS,
  pause: BY_ITSELF,
  freeze: NOT_BREAK_GLASS,
  'change-window': NOT_BREAK_GLASS,
  owner: NOT_BREAK_GLASS,
  flap: BY_ITSELF,
  breaker: BY_ITSELF,
  attempts: BY_ITSELF,
  errors: BY_ITSELF,
  limits: NOT_BREAK_GLASS,
  lock: ALL,
  remediation: ALL,
  mode: BY_ITSELF,
  critical: [],
  promotion: [],
  undo: [],
  plan: [],
};

test.each(Object.entries(BLOCKS))('%s', (_name, [guard, reason, change, from = INPUT]) => {
  const input = { ...from, ...change };
  const explained = decide(input);
  expect(explained.decision).toEqual(leave(reason));
  expect(explained.guards.find((one) => one.guard === guard)?.verdict).toBe('blocks');
  const stopped = ALL.filter((asked) => decide({ ...input, asked }).decision.kind === 'leave');
  expect(stopped).toEqual(STOPS[guard]);
});

test.each<[string, Guard, Change, readonly Asked[]]>([
  ['the kill switch', 'kill-switch', given({ killSwitches: UNREADABLE }), ALL],
  ['the audit log', 'clock', given({ latestRecordAt: UNREADABLE }), ALL],
  ['the exceptions', 'exception', given({ exceptions: UNREADABLE }), NOT_BREAK_GLASS],
  [
    'the tags that an exception asks for',
    'exception',
    {
      target: UNTAGGED,
      line: { ...LINE, changeOwned: true },
      policy: { ...INPUT.policy, critical: { tags: {} } },
      ...given({ exceptions: known([exception({ scope: { tags: { env: [] } } })]) }),
    },
    NOT_BREAK_GLASS,
  ],
  ['the calendar', 'freeze', given({ windows: UNREADABLE }), NOT_BREAK_GLASS],
  ['the calendar', 'change-window', given({ windows: UNREADABLE }), NOT_BREAK_GLASS],
  [
    'the tags that a freeze asks for',
    'freeze',
    { target: UNTAGGED, ...given({ windows: known([{ window: window({ tags: { env: [] } }), active: true }]) }) },
    NOT_BREAK_GLASS,
  ],
  [
    'the tags that a change window asks for',
    'change-window',
    {
      target: UNTAGGED,
      ...given({ windows: known([{ window: window({ kind: 'allow', tags: { env: [] } }), active: true }]) }),
    },
    NOT_BREAK_GLASS,
  ],
  ['the tags that name an owner', 'owner', { target: UNTAGGED }, NOT_BREAK_GLASS],
  ['the circuit breakers', 'breaker', given({ breakers: UNREADABLE }), BY_ITSELF],
  ['the earlier attempts', 'attempts', given({ attempts: UNREADABLE }), BY_ITSELF],
  ['the batch', 'errors', given({ batch: UNREADABLE }), BY_ITSELF],
  ['the limits', 'limits', given({ limits: UNREADABLE }), NOT_BREAK_GLASS],
  ['the lock', 'lock', given({ lock: UNREADABLE }), ALL],
  [
    'the tags that say what is critical',
    'critical',
    { target: UNTAGGED, line: { ...LINE, changeOwned: true } },
    ALL.slice(0, 2),
  ],
  ['the track record', 'promotion', given({ record: UNREADABLE }), BY_ITSELF],
])('while %s cannot be read, %s stops everyone whom it concerns', (_name, guard, change, stopped) => {
  const answers = ALL.map((asked) => decide({ ...INPUT, ...change, asked }));
  const unreadable = answers.map(({ guards }) => guards.find((one) => one.guard === guard)?.verdict === 'unreadable');
  expect(ALL.filter((_, index) => unreadable[index])).toEqual(stopped);
  expect(answers.map(({ decision }) => decision)).toEqual(
    ALL.map((asked) => (stopped.includes(asked) ? leave('unreadable') : remediate)),
  );
});

test.each<[string, Guard, ProposeReason, Change, readonly Asked[]]>([
  ['mode approval', 'mode', 'mode-approval', { line: { ...LINE, mode: 'approval' } }, ['policy', 'person']],
  [
    'a critical resource',
    'critical',
    'critical-resource',
    { target: { ...TARGET, tags: { criticality: 'high' } } },
    ['policy', 'person'],
  ],
  [
    'automation that is not proven yet',
    'promotion',
    'not-proven',
    given({ record: known({ runs: 9, verified: 9, undone: 0, failed: 0, verifiedInARow: 4 }) }),
    ['policy'],
  ],
  [
    'a control that is never automatic',
    'undo',
    'approval-only',
    { control: { ...CONTROL, approvalOnly: 'It replaces the database.' } },
    ['policy', 'person'],
  ],
  ['what cannot be undone', 'undo', 'no-undo', { control: { ...CONTROL, undo: noUndo } }, ['policy', 'person']],
  ['a chosen runbook', 'undo', 'no-undo', { line: { ...LINE, runbook: CHOSEN } }, ['policy', 'person']],
  [
    'a plan that is not known to its end',
    'plan',
    'plan-undetermined',
    { undetermined: 'a branch' },
    ['policy', 'person'],
  ],
])('%s asks for an approval', (_name, guard, reason, change, asking) => {
  const answers = ALL.map((asked) => decide({ ...INPUT, ...change, asked }));
  expect(answers.map(({ decision }) => decision)).toEqual(
    ALL.map((asked) => (asking.includes(asked) ? propose(reason) : remediate)),
  );
  expect(answers[0]?.guards.find((one) => one.guard === guard)?.verdict).toBe('asks');
});

test.each<[string, Change, Decision]>([
  ['mode automatic acts by itself', {}, remediate],
  [
    'a person who asks is what mode manual waits for',
    { line: { ...LINE, mode: 'manual' }, asked: 'person' },
    remediate,
  ],
  [
    'a record of five in a row is enough',
    given({ record: known({ runs: 5, verified: 5, undone: 0, failed: 0, verifiedInARow: 5 }) }),
    remediate,
  ],
  [
    'an override stands for the record',
    { line: { ...LINE, override: 'Tested in the lab.' }, ...given({ record: UNREADABLE }) },
    remediate,
  ],
  [
    'a line may change what code owns',
    { line: { ...LINE, changeOwned: true }, target: { ...TARGET, tags: { terraform: 'true' } } },
    remediate,
  ],
  [
    'an approval does not change what code owns',
    { asked: 'approved', target: { ...TARGET, tags: { terraform: 'true' } } },
    leave('owned-by-code'),
  ],
  [
    'a chosen runbook whose line accepts that nothing undoes it',
    { line: { ...LINE, runbook: { ...CHOSEN, acceptNoUndo: 'Reviewed.' } } },
    remediate,
  ],
  ['an expired exception counts no more', given({ exceptions: known([exception({ expiresAt: NOW })]) }), remediate],
  [
    'an exception elsewhere does not count',
    given({ exceptions: known([exception({ scope: { accounts: ['999999999999'] } })]) }),
    remediate,
  ],
  [
    'Trueup’s own exception binds the policy',
    given({ exceptions: known([exception({ origin: 'attempts' })]) }),
    leave('excepted'),
  ],
  [
    'and no person',
    { asked: 'person', ...given({ exceptions: known([exception({ origin: 'attempts' })]) }) },
    remediate,
  ],
  ['a freeze that is over does not count', given({ windows: known([{ window: window(), active: false }]) }), remediate],
  [
    'a freeze elsewhere does not count',
    given({ windows: known([{ window: window({ regions: ['us-east-1'] }), active: true }]) }),
    remediate,
  ],
  [
    'within one of several change windows it may start',
    given({ windows: known([false, true].map((active) => ({ window: window({ kind: 'allow' }), active }))) }),
    remediate,
  ],
  [
    'a freeze wins over a change window',
    given({
      windows: known([
        { window: window({ kind: 'allow' }), active: true },
        { window: window(), active: true },
      ]),
    }),
    leave('frozen'),
  ],
  [
    'regressions long ago do not count',
    { finding: { ...FINDING, regressedAt: [-1500, -60, -5].map(minutes) } },
    remediate,
  ],
  ['a record a little ahead is another server’s clock', given({ latestRecordAt: known(minutes(5)) }), remediate],
  ['an empty audit log says nothing of the clock', given({ latestRecordAt: known(undefined) }), remediate],
  [
    'a kill switch elsewhere does not count',
    given({ killSwitches: known([{ scope: { kind: 'account', id: '9' }, reason: 'x', by: 'ann', at: NOW }]) }),
    remediate,
  ],
  [
    'the first guard that blocks decides',
    { finding: { ...FINDING, pausedReason: 'Undone.' }, ...given({ lock: known('e-1') }) },
    leave('automation-paused'),
  ],
])('%s', (_name, change, expected) => {
  expect(decided(change)).toEqual(expected);
});

test('no line in the policy means manual', () => {
  const { line: _none, ...bare } = INPUT;
  expect(decide(bare).decision).toEqual(leave('mode-manual'));
  expect(decide({ ...bare, asked: 'person' }).decision).toEqual(remediate);
});

test('every guard is heard, in its order, whatever the first one says', () => {
  const { guards } = decide({ ...INPUT, ...given({ killSwitches: UNREADABLE, lock: known('e-1') }) });
  expect(guards.map(({ guard }) => guard)).toEqual(Object.keys(STOPS));
  expect(guards.filter(({ verdict }) => verdict !== 'passes').map(({ guard }) => guard)).toEqual([
    'kill-switch',
    'lock',
  ]);
});
