import type { ConfigRule } from '../control/control.ts';
import type { EventEnvelope } from '../event/event.ts';
import { compilePattern } from '../event/pattern/compile-pattern.ts';
import type { EventPattern } from '../event/pattern/event-pattern.ts';
import { patternIndex } from '../event/pattern/pattern-index.ts';
import type { Asff } from '../finding/asff/asff.ts';
import type { Finding } from '../finding/finding.ts';
import type { JsonObject } from '../value/json.ts';
import { compileScope, type ScopeMember, type ScopeTest } from './compile-scope.ts';
import { configRulesOf, plainConfigRule } from './config-rules-of.ts';
import type { Policy, PolicyRemediation } from './policy.ts';
import type { DecisionTarget } from './target-scope.ts';

export type LineMember = ScopeMember | 'configRules' | 'pattern';

/** The member of a line that leaves the finding out; `unread`: only the tags are left to ask, and nobody has read them. */
type LineTest = (subject: Subject) => LineMember | 'unread' | undefined;

export interface ReadLine {
  readonly line: PolicyRemediation;
  /** Control ids that it names; `*`: it may cover a finding of any control. */
  readonly controls: ReadonlySet<string> | '*';
  readonly test: LineTest;
}

/** A finding as the lines of one policy are asked about it; each question is worked out once. */
interface Subject {
  readonly target: DecisionTarget;
  readonly rules: () => readonly string[];
  /** Whether the pattern of the line at this place matches. */
  readonly matches: (place: number) => boolean;
}

export interface ReadLines {
  /** In the policy's order. */
  readonly lines: readonly ReadLine[];
  readonly subjectOf: (finding: Pick<Finding, 'asff'>, target: DecisionTarget, rule?: ConfigRule) => Subject;
}

/** Reads the lines of a policy once. Throws for an event pattern that is not valid: the policy was not parsed. */
export function readLines({ remediations }: Pick<Policy, 'remediations'>): ReadLines {
  const patterns = remediations.flatMap((line, place) => patternOf(line, place));
  const index = patternIndex(patterns);
  return {
    lines: remediations.map(readLine),
    subjectOf(finding, target, rule) {
      let rules: readonly string[] | undefined;
      let matched: ReadonlySet<number> | undefined;
      return {
        target,
        rules: () => (rules ??= configRulesOf(finding.asff, rule)),
        matches: (place) => (matched ??= new Set(index.match(importedEvent(finding.asff, target)))).has(place),
      };
    },
  };
}

function patternOf(
  { name, pattern }: PolicyRemediation,
  place: number,
): { readonly id: number; readonly pattern: EventPattern }[] {
  if (!pattern) return [];
  const compiled = compilePattern(pattern);
  if (compiled.kind === 'invalid') throw new Error(`line ${name} of the policy: ${compiled.reason}`);
  return [{ id: place, pattern: compiled }];
}

/** `controls`, `configRules` and `pattern` are an OR among themselves; every other member is an AND. */
function readLine(line: PolicyRemediation, place: number): ReadLine {
  const { controls, configRules, pattern, ...scope } = line;
  const outside: ScopeTest = compileScope(scope);
  const named = new Set(controls);
  const rules = new Set(configRules?.map(plainConfigRule));
  const bare = controls === undefined && configRules === undefined && pattern === undefined;
  const all = bare || named.has('*');
  const about = (subject: Subject): boolean =>
    all ||
    named.has(subject.target.controlId) ||
    (rules.size > 0 && subject.rules().some((rule) => rules.has(rule))) ||
    (pattern !== undefined && subject.matches(place));
  const missed = controls ? 'controls' : configRules ? 'configRules' : 'pattern';
  return {
    line,
    controls: all || rules.size > 0 || pattern !== undefined ? '*' : named,
    test: (subject) => {
      const excluded = outside(subject.target);
      if (excluded !== undefined && excluded !== 'unread') return excluded;
      return about(subject) ? excluded : missed;
    },
  };
}

const NO_EVENT_ID = '00000000-0000-0000-0000-000000000000';

/** The event that Security Hub sends of the finding, with what no line may depend on left blank. */
function importedEvent(asff: Asff, { resource }: DecisionTarget): EventEnvelope {
  return {
    version: '0',
    id: NO_EVENT_ID,
    'detail-type': 'Security Hub Findings - Imported',
    source: 'aws.securityhub',
    account: asff.AwsAccountId,
    time: asff.UpdatedAt,
    region: asff.Region ?? resource.region,
    resources: [`${asff.ProductArn}/${asff.Id}`],
    detail: { findings: [asff as unknown as JsonObject] },
  };
}
