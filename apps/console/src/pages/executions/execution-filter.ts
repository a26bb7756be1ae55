import { automationStatus, executionKind, outcome, phase, type Input } from '@trueup/api-contract';
import { dayBound } from '../../finding-view/day-bound.ts';
import type { Search } from '../../paths.ts';

/** Lists of which any value is enough, each under its name in the URL. */
export const FILTER_LISTS = {
  status: automationStatus.options,
  outcome: outcome.options,
  kind: executionKind.options,
  phase: phase.options,
} as const;
export type FilterList = keyof typeof FILTER_LISTS;
type ValueOf<L extends FilterList> = (typeof FILTER_LISTS)[L][number];

/** Of which one thing the executions are, each under its name in the URL. */
export const FILTER_OBJECTS = ['finding', 'plan', 'parent'] as const;
type FilterObject = (typeof FILTER_OBJECTS)[number];

/** When the executions were started, and from when on they were finished: days or instants, all inclusive. */
const TIME_BOUNDS = ['from', 'to', 'finishedFrom'] as const;
type TimeBound = (typeof TIME_BOUNDS)[number];
const OPERATORS: Readonly<Record<TimeBound, '>=' | '<='>> = {
  from: '>=',
  to: '<=',
  finishedFrom: '>=',
};

/** Whether what they changed was undone since. */
const UNDONE = { yes: true, no: false } as const;
type Undone = keyof typeof UNDONE;

/** What the list of executions is narrowed to; values of the URL that are none are passed over. */
export type ExecutionFilter = { readonly [L in FilterList]: readonly ValueOf<L>[] } & {
  readonly [O in FilterObject]?: string;
} & { readonly document?: string; readonly undone?: Undone } & { readonly [B in TimeBound]?: string };

export function readExecutionFilter(search: Readonly<Record<string, string>>): ExecutionFilter {
  const list = <L extends FilterList>(name: L): readonly ValueOf<L>[] => {
    const asked = (search[name] ?? '').split(',');
    return (FILTER_LISTS[name] as readonly ValueOf<L>[]).filter((value) => asked.includes(value));
  };
  const one = (name: FilterObject | 'document'): Readonly<Record<string, string>> => {
    const value = search[name]?.trim() ?? '';
    return value === '' ? {} : { [name]: value };
  };
  const time = (name: TimeBound): Readonly<Record<string, string>> => {
    const value = search[name] ?? '';
    return dayBound(OPERATORS[name], value) === undefined ? {} : { [name]: value };
  };
  return {
    status: list('status'),
    outcome: list('outcome'),
    kind: list('kind'),
    phase: list('phase'),
    ...one('document'),
    ...(search['undone'] === 'yes' || search['undone'] === 'no' ? { undone: search['undone'] } : {}),
    ...one('finding'),
    ...one('plan'),
    ...one('parent'),
    ...time('from'),
    ...time('to'),
    ...time('finishedFrom'),
  };
}

/** What an empty choice leaves in the URL is nothing. */
export const searchOf = (name: FilterList, values: readonly string[]): Search => ({
  [name]: values.length === 0 ? undefined : values.join(','),
});

/** Clears every part of the filter, and nothing else. */
export const NO_FILTER: Search = Object.fromEntries(
  [...Object.keys(FILTER_LISTS), ...FILTER_OBJECTS, ...TIME_BOUNDS, 'document', 'undone'].map((name) => [
    name,
    undefined,
  ]),
);

export const isFiltered = (filter: ExecutionFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined && value.length > 0);

export function executionInput(filter: ExecutionFilter): Input<'listExecutions'> {
  const { status, outcome: outcomes, kind, phase: phases, document, undone, finding, plan, parent } = filter;
  return {
    ...(status.length === 0 ? {} : { statuses: status }),
    ...(outcomes.length === 0 ? {} : { outcomes }),
    ...(kind.length === 0 ? {} : { kinds: kind }),
    ...(phases.length === 0 ? {} : { phases }),
    ...(document === undefined ? {} : { documentNamePrefixes: [document] }),
    ...(undone === undefined ? {} : { undone: UNDONE[undone] }),
    ...(finding === undefined ? {} : { findingId: finding }),
    ...(plan === undefined ? {} : { planId: plan }),
    ...(parent === undefined ? {} : { parentId: parent }),
    ...boundOf('from', filter),
    ...boundOf('to', filter),
    ...boundOf('finishedFrom', filter),
  };
}

function boundOf(name: TimeBound, filter: ExecutionFilter): { readonly [B in TimeBound]?: string } {
  const value = filter[name];
  const at = value === undefined ? undefined : dayBound(OPERATORS[name], value);
  return at === undefined ? {} : { [name]: at };
}
