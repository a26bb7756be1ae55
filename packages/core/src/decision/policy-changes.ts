import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import type { Policy } from './policy.ts';

/** More than a person reads, or a record should hold. */
export const MOST_SHOWN_CHANGES = 200;

/** One thing that another policy says otherwise. */
export interface PolicyChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Such as `remediations.nightly` or `flaps.windowHours`. */
  readonly path: string;
  /** One line in words; secrets are left out. */
  readonly text: string;
}

interface Section {
  readonly name: keyof Policy;
  readonly word: string;
  /** What an entry of the list is known by. */
  readonly key: string;
}

const SECTIONS: readonly Section[] = [
  { name: 'accounts', word: 'account', key: 'id' },
  { name: 'remediations', word: 'line', key: 'name' },
  { name: 'limits', word: 'limit', key: 'name' },
  { name: 'windows', word: 'window', key: 'name' },
  { name: 'exceptions', word: 'exception', key: 'id' },
];
/** Members that are compared as they stand. */
const REST = [
  'partition',
  'regions',
  'parameters',
  'planExpiresAfterHours',
  'approvals',
  'promotion',
  'breakers',
  'flaps',
  'critical',
  'keepExecutionsDays',
  'sources',
  'sinks',
  'priority',
] as const satisfies readonly (keyof Policy)[];

const HIDDEN: ReadonlySet<string> = new Set(['externalId']);
const LONGEST_VALUE = 120;

/** What changes when `after` takes the place of `before`; without `before`, all of it is added. */
export function policyChanges(before: Policy | undefined, after: Policy): PolicyChange[] {
  return [
    ...SECTIONS.flatMap((section) => sectionChanges(section, before, after)),
    ...firstAccount(before, after),
    ...orderOfLines(before, after),
    ...REST.flatMap((name) => memberChanges(name, asJson(before?.[name]), asJson(after[name]))),
  ];
}

const asJson = (value: unknown): Json | undefined => value as Json | undefined;

function entriesOf({ name, key }: Section, policy: Policy | undefined): Map<string, JsonObject> {
  const list = (asJson(policy?.[name]) ?? []) as readonly JsonObject[];
  return new Map(list.map((entry) => [String(entry[key]), entry]));
}

function sectionChanges(section: Section, before: Policy | undefined, after: Policy): PolicyChange[] {
  const { name, word } = section;
  const [old, now] = [entriesOf(section, before), entriesOf(section, after)];
  const removed = [...old.keys()].flatMap((key): PolicyChange[] =>
    now.has(key) ? [] : [{ kind: 'removed', path: `${name}.${key}`, text: `${word} ${key} is removed` }],
  );
  const others = [...now].flatMap(([key, entry]): PolicyChange[] => {
    const path = `${name}.${key}`;
    const known = old.get(key);
    if (!known) return [{ kind: 'added', path, text: `${word} ${key}: ${membersText(entry, section.key)}` }];
    const changes = entryChanges(known, entry);
    return changes.length === 0 ? [] : [{ kind: 'changed', path, text: `${word} ${key}: ${changes.join('; ')}` }];
  });
  return [...removed, ...others];
}

function membersText(entry: JsonObject, key: string): string {
  const members = Object.entries(entry).filter(([name, value]) => name !== key && value !== undefined);
  return members.map(([name, value]) => `${name} ${HIDDEN.has(name) ? '(hidden)' : valueText(value)}`).join('; ');
}

function entryChanges(before: JsonObject, after: JsonObject): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = names.flatMap((name) => {
    if (same(before[name], after[name])) return [];
    if (HIDDEN.has(name)) return [`${name} changes`];
    return [`${name} ${valueText(before[name])} → ${valueText(after[name])}`];
  });
  const automatic = after['mode'] === 'automatic' && before['mode'] !== 'automatic';
  // Why it may be so belongs beside it, also where the reason stays the same.
  return automatic && after['override'] !== undefined && same(before['override'], after['override'])
    ? [...changes, `override ${valueText(after['override'])}`]
    : changes;
}

/** The first account's rules cover all others. */
function firstAccount(before: Policy | undefined, after: Policy): PolicyChange[] {
  const [old, now] = [before?.accounts[0]?.id, after.accounts[0]?.id];
  if (old === undefined || now === undefined || old === now) return [];
  return [{ kind: 'changed', path: 'accounts', text: `the administrator account ${old} → ${now}` }];
}

function orderOfLines(before: Policy | undefined, after: Policy): PolicyChange[] {
  const names = (policy: Policy | undefined): string[] => policy?.remediations.map(({ name }) => name) ?? [];
  const now = new Set(names(after));
  const old = new Set(names(before));
  const [was, is] = [names(before).filter((name) => now.has(name)), names(after).filter((name) => old.has(name))];
  if (same(was, is)) return [];
  const text = `the first line that covers a finding decides, and their order changes: ${valueText(was)} → ${valueText(is)}`;
  return [{ kind: 'changed', path: 'remediations', text }];
}

function memberChanges(path: string, before: Json | undefined, after: Json | undefined): PolicyChange[] {
  if (same(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => memberChanges(`${path}.${name}`, before[name], after[name]));
  }
  if (before === undefined) return [{ kind: 'added', path, text: `${path} ${valueText(after)}` }];
  if (after === undefined) return [{ kind: 'removed', path, text: `${path} ${valueText(before)} is removed` }];
  return [{ kind: 'changed', path, text: `${path} ${valueText(before)} → ${valueText(after)}` }];
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}

function valueText(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
