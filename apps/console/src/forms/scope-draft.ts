import type { TargetScope } from '@trueup/api-contract';
import type { Search } from '../paths.ts';

/** A scope as it is being written. */
export interface ScopeDraft {
  readonly controls: readonly string[];
  readonly accounts: readonly string[];
  readonly organizationalUnits: readonly string[];
  readonly regions: readonly string[];
  readonly resourceTypes: readonly string[];
  /** One ARN a line. */
  readonly arns: string;
  readonly tags: readonly TagDraft[];
}

interface TagDraft {
  readonly key: string;
  /** Values with commas between them; empty: any value. */
  readonly values: string;
}

export const LISTS = ['controls', 'accounts', 'organizationalUnits', 'regions', 'resourceTypes'] as const;
export type ScopeList = (typeof LISTS)[number];

/** What a scope names; a member that is empty is left out, since it would cover all. */
export function scopeOf(draft: ScopeDraft): TargetScope {
  const arns = linesOf(draft.arns);
  const tags = draft.tags.filter(({ key }) => key.trim() !== '');
  return {
    ...Object.fromEntries(LISTS.flatMap((member) => (draft[member].length === 0 ? [] : [[member, draft[member]]]))),
    ...(arns.length === 0 ? {} : { arns }),
    ...(tags.length === 0
      ? {}
      : { tags: Object.fromEntries(tags.map(({ key, values }) => [key.trim(), commasOf(values)])) }),
  };
}

export function draftOf(scope: TargetScope): ScopeDraft {
  return {
    controls: scope.controls ?? [],
    accounts: scope.accounts ?? [],
    organizationalUnits: scope.organizationalUnits ?? [],
    regions: scope.regions ?? [],
    resourceTypes: scope.resourceTypes ?? [],
    arns: (scope.arns ?? []).join('\n'),
    tags: Object.entries(scope.tags ?? {}).map(([key, values]) => ({ key, values: values.join(', ') })),
  };
}

/**
 * A scope out of a link: members with commas between their entries. A tag is `key=value`, or `key` for any value;
 * several of one key are its values.
 */
export function draftOfSearch(search: Search): ScopeDraft {
  const tags = new Map<string, string[]>();
  for (const entry of commasOf(search['tags'] ?? '')) {
    const [key = '', ...value] = entry.split('=');
    tags.set(key, [...(tags.get(key) ?? []), ...(value.length === 0 ? [] : [value.join('=')])]);
  }
  return {
    controls: commasOf(search['controls'] ?? ''),
    accounts: commasOf(search['accounts'] ?? ''),
    organizationalUnits: commasOf(search['organizationalUnits'] ?? ''),
    regions: commasOf(search['regions'] ?? ''),
    resourceTypes: commasOf(search['resourceTypes'] ?? ''),
    arns: commasOf(search['arns'] ?? '').join('\n'),
    tags: [...tags].map(([key, values]) => ({ key, values: values.join(', ') })),
  };
}

/** `*`, `arn:*`: whatever it stands for, it leaves nothing out. */
const isEverything = (entry: string): boolean =>
  entry
    .replace(/^arn/, '')
    .split('')
    .every((one) => '*?:'.includes(one));

/** Whether it leaves something out: a scope that covers everything is refused. */
export function namesSomething(scope: TargetScope): boolean {
  const { tags, ...lists } = scope;
  return tags !== undefined || Object.values(lists).some((entries) => entries.every((entry) => !isEverything(entry)));
}

export const linesOf = (text: string): readonly string[] => partsOf(text, '\n');
const commasOf = (text: string): readonly string[] => partsOf(text, ',');

function partsOf(text: string, between: string): readonly string[] {
  const parts = text.split(between).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== '');
}
