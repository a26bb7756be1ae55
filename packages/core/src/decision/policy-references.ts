import type { z } from 'zod';
import { partitionOf } from '../resource/resource.ts';
import { instantAfter, type Instant } from '../value/instant.ts';
import type { PolicyFault } from './policy-problem.ts';
import type { PolicyText } from './policy-text.ts';
import type { TargetScope } from './target-scope.ts';

/** East of Greenwich today begins before it does in UTC. */
const GRACE_MS = 86_400_000;

/** What the rest of the policy may refer to. */
export interface PolicyVocabulary {
  /** Those of the library. */
  readonly controls: readonly { readonly id: string; readonly parameters: z.ZodType; readonly approvalOnly?: string }[];
  /** Others that findings of other tools may be of. Absent: none. */
  readonly otherControls?: readonly string[];
  /**
   * When the policy comes in. An exception that is dated ahead is refused, as it would outlast its longest term. Absent:
   * the policy was let in before.
   */
  readonly now?: Instant;
}

/** What a scope names, with where its names have to come from. */
interface Known {
  readonly library: ReadonlySet<string>;
  readonly controls: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  readonly organizationalUnits: readonly string[];
  readonly partition: string;
}

type Path = readonly (string | number)[];

/** Names that nothing has, and names that two have. */
export function referenceFaults(policy: PolicyText, vocabulary: PolicyVocabulary): PolicyFault[] {
  const known = knownOf(policy, vocabulary);
  return [
    ...wrongPartition(policy),
    ...repeated(policy),
    ...policy.remediations.flatMap((line, index) => [
      ...scopeFaults(line, known, ['remediations', index]),
      // Without a runbook of its own the line has the control's, and other controls have none.
      ...(line.runbook === undefined
        ? unknownNames(line.controls ?? [], known.library, ['remediations', index, 'controls'], 'control')
        : unknownNames(line.controls ?? [], known.controls, ['remediations', index, 'controls'], 'control')),
      ...accountValueFaults(line, known, ['remediations', index]),
    ]),
    ...policy.limits.flatMap((limit, index) => withControls(limit, known, ['limits', index])),
    ...policy.windows.flatMap((window, index) => withControls(window, known, ['windows', index])),
    ...policy.exceptions.flatMap(({ scope }, index) => withControls(scope, known, ['exceptions', index, 'scope'])),
    ...policy.exceptions.flatMap(({ createdAt }, index) => placedTooLate(createdAt, vocabulary, index)),
    ...unknownKeys(policy.parameters, known.library),
    ...sourceFaults(policy, known),
  ];
}

function knownOf(policy: PolicyText, { controls, otherControls = [] }: PolicyVocabulary): Known {
  const library = ['*', ...controls.map(({ id }) => id)];
  return {
    library: new Set(library),
    controls: new Set([...library, ...otherControls]),
    accounts: new Set(policy.accounts.map(({ id }) => id)),
    regions: new Set(policy.regions),
    organizationalUnits: [...new Set(policy.accounts.flatMap(({ organizationalUnit }) => organizationalUnit ?? []))],
    partition: policy.partition,
  };
}

function wrongPartition({ regions, partition }: PolicyText): PolicyFault[] {
  return regions.flatMap((name, index) =>
    partitionOf(name) === partition
      ? []
      : [{ path: ['regions', index], message: `'${name}' is not in partition ${partition}` }],
  );
}

function repeated({ accounts, remediations, limits, windows, exceptions }: PolicyText): PolicyFault[] {
  return [
    ...twice(accounts, 'id', 'accounts', (id) => `account ${id} is listed twice`),
    ...twice(named(remediations, 'line'), 'name', 'remediations', (name) => `another line has the name '${name}'`),
    ...twice(named(limits, 'limit'), 'name', 'limits', (name) => `another limit has the name '${name}'`),
    ...twice(windows, 'name', 'windows', (name) => `another window has the name '${name}'`),
    ...twice(exceptions, 'id', 'exceptions', (id) => `another exception has the id '${id}'`),
  ];
}

/** Those without a name are known by their place. */
export function named<T extends { readonly name?: string }>(
  list: readonly T[],
  word: string,
): (T & { name: string })[] {
  return list.map((one, index) => ({ ...one, name: one.name ?? `${word}-${index + 1}` }));
}

function twice<K extends string>(
  list: readonly Readonly<Record<K, string>>[],
  key: K,
  section: string,
  message: (name: string) => string,
): PolicyFault[] {
  const seen = new Set<string>();
  return list.flatMap((one, index) => {
    const name = one[key];
    if (seen.has(name)) return [{ path: [section, index, key], message: message(name) }];
    seen.add(name);
    return [];
  });
}

function withControls(scope: TargetScope, known: Known, path: Path): PolicyFault[] {
  return [
    ...unknownNames(scope.controls ?? [], known.controls, [...path, 'controls'], 'control'),
    ...scopeFaults(scope, known, path),
  ];
}

function scopeFaults(scope: TargetScope, known: Known, path: Path): PolicyFault[] {
  const units = (scope.organizationalUnits ?? []).flatMap((unit, index) =>
    known.organizationalUnits.some((of) => of === unit || of.startsWith(`${unit}/`))
      ? []
      : [unknownName(unit, known.organizationalUnits, [...path, 'organizationalUnits', index], 'organizational unit')],
  );
  const arns = (scope.arns ?? []).flatMap((arn, index) => {
    const partition = arn.split(':', 2)[1] ?? '';
    return partition === known.partition || partition === '*'
      ? []
      : [{ path: [...path, 'arns', index], message: `'${arn}' is not in partition ${known.partition}` }];
  });
  return [
    ...unknownNames(scope.accounts ?? [], known.accounts, [...path, 'accounts'], 'account'),
    ...unknownNames(scope.regions ?? [], known.regions, [...path, 'regions'], 'region'),
    ...units,
    ...arns,
  ];
}

function accountValueFaults({ runbook }: PolicyText['remediations'][number], known: Known, path: Path): PolicyFault[] {
  return Object.entries(runbook?.parameters ?? {}).flatMap(([name, source]) =>
    source.kind === 'account'
      ? Object.keys(source.values).flatMap((id) =>
          known.accounts.has(id)
            ? []
            : [unknownName(id, known.accounts, [...path, 'runbook', 'parameters', name, 'account', id], 'account')],
        )
      : [],
  );
}

function placedTooLate(createdAt: Instant, { now }: PolicyVocabulary, index: number): PolicyFault[] {
  if (now === undefined || createdAt <= instantAfter(now, GRACE_MS)) return [];
  return [{ path: ['exceptions', index, 'placedAt'], message: `${createdAt} is in the future: it counts from today` }];
}

function unknownKeys(parameters: PolicyText['parameters'], library: ReadonlySet<string>): PolicyFault[] {
  const ids = new Set([...library].filter((id) => id !== '*'));
  return Object.keys(parameters).flatMap((id) =>
    ids.has(id) ? [] : [unknownName(id, ids, ['parameters', id], 'control')],
  );
}

function sourceFaults({ sources }: PolicyText, { accounts }: Known): PolicyFault[] {
  const asked: readonly { readonly id: string; readonly path: Path }[] = [
    ...(sources?.queues ?? []).map(({ arn }, index) => ({
      id: arn.split(':')[4] ?? '',
      path: ['sources', 'queues', index, 'arn'],
    })),
    ...(sources?.securityHub ?? []).map(({ account }, index) => ({
      id: account as string,
      path: ['sources', 'securityHub', index, 'account'],
    })),
  ];
  return asked.flatMap(({ id, path }) => (accounts.has(id) ? [] : [unknownName(id, accounts, path, 'account')]));
}

function unknownNames(names: readonly string[], known: ReadonlySet<string>, path: Path, what: string): PolicyFault[] {
  return names.flatMap((name, index) => (known.has(name) ? [] : [unknownName(name, known, [...path, index], what)]));
}

const MOST_SHOWN = 30;

function unknownName(name: string, known: Iterable<string>, path: Path, what: string): PolicyFault {
  const all = [...known];
  // Of hundreds, those of the same service help.
  const near = all.length > MOST_SHOWN ? all.filter((one) => one.split('.')[0] === name.split('.')[0]) : all;
  const shown = (near.length > 0 ? near : all).slice(0, MOST_SHOWN);
  const more = shown.length < all.length ? ` and ${all.length - shown.length} more` : '';
  const expected = all.length === 0 ? 'there is none' : `expected one of ${shown.join(', ')}${more}`;
  return { path, message: `unknown ${what} '${name}': ${expected}` };
}
