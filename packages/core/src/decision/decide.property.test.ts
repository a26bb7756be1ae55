import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Decision, type DecisionFacts, type DecisionInput, type Fact } from './decide.ts';
import { concerns } from './guards/concerns.ts';
import type { Guard } from './guard.ts';
import type { TargetScope } from './target-scope.ts';
import {
  CONTROL,
  exception,
  FINDING,
  known,
  LINE,
  minutes,
  NOW,
  run,
  TARGET,
  UNREADABLE,
  UNTAGGED,
  window,
} from './testing/sample-decision.ts';

const ago = fc.integer({ min: -120, max: 10 }).map(minutes);
const runs = fc.array(
  fc.tuple(fc.constantFrom('verified' as const, 'failed' as const, 'neutral' as const, undefined), ago),
  { maxLength: 5 },
);
const history = runs.map((all) => all.map(([result, at]) => run(result, at)));
const someScope = fc.constantFrom<TargetScope>(
  {},
  { controls: ['S3.8'] },
  { accounts: ['999999999999'] },
  { tags: { env: ['prod'] } },
);
const oneException = fc
  .tuple(someScope, ago, fc.constantFrom('person' as const, 'policy' as const, 'attempts' as const))
  .map(([scope, expiresAt, origin]) => exception({ scope, expiresAt, origin }));
const windowState = fc
  .tuple(someScope, fc.constantFrom('allow' as const, 'deny' as const), fc.boolean())
  .map(([scope, kind, active]) => ({ window: window({ ...scope, kind }), active }));
const killSwitch = fc
  .constantFrom(
    { kind: 'all' } as const,
    { kind: 'account', id: '9' } as const,
    { kind: 'control', id: 'S3.8' } as const,
  )
  .map((scope) => ({ scope, reason: 'x', by: 'ann', at: NOW }));
const counts = fc.record({ started: fc.nat(3), running: fc.nat(3), nonCompliant: fc.nat(20) });
const limit = counts.map((some) => ({
  scope: { limit: { name: 'l', per: 'all' as const, started: 2, running: 2, withinSeconds: 60 }, key: 'l' },
  counts: some,
}));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> =>
  fc.oneof({ weight: 6, arbitrary: value.map(known) }, { weight: 1, arbitrary: fc.constant(UNREADABLE) });
const few = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 2 });

const facts: fc.Arbitrary<DecisionFacts> = fc.record({
  killSwitches: maybe(few(killSwitch)),
  latestRecordAt: maybe(fc.option(ago, { nil: undefined })),
  exceptions: maybe(few(oneException)),
  windows: maybe(few(windowState)),
  attempts: maybe(history),
  breakers: maybe(
    few(
      history.map((all) => ({
        key: 'control/S3.8',
        settings: { per: 'control' as const, failures: 2, windowMinutes: 60, pauseMinutes: 30 },
        runs: all,
      })),
    ),
  ),
  batch: maybe(fc.record({ nonCompliant: fc.nat(20), failed: fc.nat(5), running: fc.nat(2) })),
  limits: maybe(few(limit)),
  lock: maybe(fc.option(fc.constant('e-1'), { nil: undefined })),
  record: maybe(fc.nat(9).map((inARow) => ({ runs: 9, verified: 9, undone: 0, failed: 0, verifiedInARow: inARow }))),
});
const mode = fc.constantFrom('manual' as const, 'approval' as const, 'automatic' as const);
const input: fc.Arbitrary<DecisionInput> = fc
  .record({
    facts,
    target: fc.constantFrom(TARGET, UNTAGGED, { ...TARGET, tags: { terraform: 'true', criticality: 'high' } }),
    line: fc.option(fc.record({ mode, changeOwned: fc.boolean() }), { nil: undefined }),
    control: fc.constantFrom(CONTROL, { ...CONTROL, approvalOnly: 'x' }, undefined),
    workflow: fc.constantFrom('NEW' as const, 'NEW' as const, 'RESOLVED' as const),
    asked: fc.constantFrom('policy' as const, 'person' as const, 'approved' as const, 'break-glass' as const),
    kind: fc.constantFrom('repair' as const, 'undo' as const),
  })
  .map(({ line, control, workflow, ...rest }) => ({
    ...rest,
    finding: { ...FINDING, workflow },
    policy: {
      promotion: { verifiedInARow: 5 },
      flaps: { regressions: 3, windowHours: 24 },
      critical: { tags: { criticality: ['high'] } },
    },
    now: NOW,
    ...(line ? { line: { ...LINE, ...line } } : {}),
    ...(control ? { control } : {}),
  }));

const RUNS = { numRuns: 3_000 };
const FREEDOM: readonly Decision['kind'][] = ['leave', 'propose', 'remediate'];
const starts = (of: DecisionInput): boolean => decide(of).decision.kind === 'remediate';

/** Which fact each guard rests on. */
const RESTS: Readonly<Record<keyof DecisionFacts, readonly Guard[]>> = {
  killSwitches: ['kill-switch'],
  latestRecordAt: ['clock'],
  exceptions: ['exception'],
  windows: ['freeze', 'change-window'],
  attempts: ['attempts'],
  breakers: ['breaker'],
  batch: ['errors'],
  limits: ['limits'],
  lock: ['lock'],
  record: [],
};

test('nothing is changed while a fact that concerns it cannot be read', () => {
  fc.assert(
    fc.property(input, fc.constantFrom(...(Object.keys(RESTS) as (keyof DecisionFacts)[])), (of, fact) => {
      const blind = { ...of, facts: { ...of.facts, [fact]: UNREADABLE } };
      if (RESTS[fact].some((guard) => concerns(guard, of))) expect(starts(blind)).toBe(false);
    }),
    RUNS,
  );
});

test('what forbids more never lets a change through', () => {
  const all = { scope: { kind: 'all' as const }, reason: 'x', by: 'ann', at: NOW };
  const added = <T>(fact: Fact<readonly T[]>, one: T): Fact<readonly T[]> =>
    fact.kind === 'known' ? known([...fact.value, one]) : fact;
  fc.assert(
    fc.property(input, oneException, windowState, (of, more, state) => {
      const { exceptions, killSwitches, windows } = of.facts;
      const stricter: Partial<DecisionFacts>[] = [
        { exceptions: added(exceptions, more) },
        { killSwitches: added(killSwitches, all) },
        { windows: added(windows, { ...state, window: { ...state.window, kind: 'deny' as const } }) },
        { lock: known('e-2') },
      ];
      const before = decide(of).decision.kind;
      for (const change of stricter) {
        const after = decide({ ...of, facts: { ...of.facts, ...change } }).decision.kind;
        expect(FREEDOM.indexOf(after)).toBeLessThanOrEqual(FREEDOM.indexOf(before));
      }
    }),
    RUNS,
  );
});

test('nobody passes a kill switch, a lock, or a clock that was set back', () => {
  fc.assert(
    fc.property(input, (of) => {
      const harms: Partial<DecisionFacts>[] = [
        { killSwitches: known([{ scope: { kind: 'account', id: '111122223333' }, reason: 'x', by: 'ann', at: NOW }]) },
        { lock: known('e-2') },
        { latestRecordAt: known(minutes(6)) },
      ];
      for (const change of harms)
        expect(decide({ ...of, facts: { ...of.facts, ...change } }).decision.kind).toBe('leave');
    }),
    RUNS,
  );
});

test('who may do more is never stopped where who may do less is not', () => {
  fc.assert(
    fc.property(input, (of) => {
      if (of.kind === 'undo') return;
      const [policy, person, approved, breakGlass] = (['policy', 'person', 'approved', 'break-glass'] as const).map(
        (asked) => starts({ ...of, asked }),
      );
      if (policy) expect(person).toBe(true);
      if (person) expect(approved).toBe(true);
      if (approved) expect(breakGlass).toBe(true);
    }),
    RUNS,
  );
});

test('a decision and its guards say the same', () => {
  fc.assert(
    fc.property(input, (of) => {
      const { decision, guards, until } = decide(of);
      const stops = guards.filter(({ verdict }) => verdict === 'blocks' || verdict === 'unreadable');
      expect(decision.kind === 'leave').toBe(stops.length > 0);
      expect(until).toBe(stops[0]?.until);
      if (stops.length === 0) {
        expect(decision.kind === 'propose').toBe(guards.some(({ verdict }) => verdict === 'asks'));
      }
    }),
    RUNS,
  );
});
