import { arnPattern } from './arn-pattern.ts';
import type { DecisionTarget, TargetScope } from './target-scope.ts';

export type ScopeMember = keyof TargetScope;

/** The member that leaves a target out; `unread`: only its tags are left to ask, and nobody has read them. */
export type ScopeTest = (target: DecisionTarget) => ScopeMember | 'unread' | undefined;

const EVERYTHING = '*';

/** Reads a scope once, so that it can be asked about many targets. */
export function compileScope(scope: TargetScope): ScopeTest {
  const tests = [...listTests(scope), ...unitTest(scope), ...arnTest(scope)];
  const tags = Object.entries(scope.tags ?? {});
  return (target) => {
    for (const { member, covers } of tests) if (!covers(target)) return member;
    if (tags.length === 0) return undefined;
    if (!target.tags) return 'unread';
    return tags.every(([name, values]) => hasTag(target.tags, name, values)) ? undefined : 'tags';
  };
}

interface MemberTest {
  readonly member: ScopeMember;
  readonly covers: (target: DecisionTarget) => boolean;
}

function listTests({ controls, accounts, regions, resourceTypes }: TargetScope): MemberTest[] {
  return [
    ...memberTest('controls', controls?.includes(EVERYTHING) ? undefined : controls, ({ controlId }) => controlId),
    ...memberTest('accounts', accounts, ({ resource }) => resource.accountId),
    ...memberTest('regions', regions, ({ resource }) => resource.region),
    ...memberTest('resourceTypes', resourceTypes, ({ resource }) => resource.type),
  ];
}

function memberTest(
  member: ScopeMember,
  names: readonly string[] | undefined,
  nameOf: (target: DecisionTarget) => string,
): MemberTest[] {
  if (!names) return [];
  const covered = new Set(names);
  return [{ member, covers: (target) => covered.has(nameOf(target)) }];
}

function unitTest({ organizationalUnits }: TargetScope): MemberTest[] {
  if (!organizationalUnits) return [];
  const units = organizationalUnits.map((path) => path.replace(/\/$/, ''));
  const covers = ({ organizationalUnit: unit }: DecisionTarget): boolean =>
    unit !== undefined && units.some((path) => unit === path || unit.startsWith(`${path}/`));
  return [{ member: 'organizationalUnits', covers }];
}

function arnTest({ arns }: TargetScope): MemberTest[] {
  if (!arns) return [];
  const patterns = arns.map(arnPattern);
  return [{ member: 'arns', covers: ({ resource }) => patterns.some((matches) => matches(resource.arn)) }];
}

/** Whether a tag is there with one of the values; an empty list stands for any value. */
export function hasTag(tags: DecisionTarget['tags'], name: string, values: readonly string[]): boolean {
  if (!tags || !Object.hasOwn(tags, name)) return false;
  return values.length === 0 || values.includes(tags[name] ?? '');
}
