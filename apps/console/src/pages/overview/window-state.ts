import type { Calendar } from '@trueup/api-contract';

/** How the windows and freezes of the policy stand as a whole. A freeze wins. `partly`: for some resources alone. */
export type WindowState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'frozen';
      readonly name: string;
      readonly until?: string;
      readonly count: number;
      readonly partly: boolean;
    }
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly until?: string;
      readonly count: number;
      readonly partly: boolean;
    }
  /** There are change windows, and none is open. `from`: the next one. */
  | { readonly kind: 'closed'; readonly name: string; readonly from?: string; readonly partly: boolean }
  /** There are freezes alone, and none is on. */
  | { readonly kind: 'free'; readonly name: string; readonly from?: string; readonly partly: boolean };

type Item = Calendar['items'][number];

export function windowState(items: readonly Item[]): WindowState {
  const freezes = items.filter(({ kind }) => kind === 'deny');
  const windows = items.filter(({ kind }) => kind === 'allow');
  return (
    goingOn('frozen', freezes) ??
    goingOn('open', windows) ??
    next('closed', windows) ??
    next('free', freezes) ?? { kind: 'none' }
  );
}

function goingOn(kind: 'frozen' | 'open', items: readonly Item[]): WindowState | undefined {
  const active = items.filter((item) => item.active);
  const last = active.toSorted((one, other) => latest(other) - latest(one))[0];
  if (last === undefined) return undefined;
  const { name, changesAt } = last;
  return {
    kind,
    name,
    count: active.length,
    partly: active.every(isPartial),
    ...(changesAt === undefined ? {} : { until: changesAt }),
  };
}

function next(kind: 'closed' | 'free', items: readonly Item[]): WindowState | undefined {
  const first = items.toSorted((one, other) => latest(one) - latest(other))[0];
  if (first === undefined) return undefined;
  const { name, changesAt } = first;
  return { kind, name, partly: items.every(isPartial), ...(changesAt === undefined ? {} : { from: changesAt }) };
}

/** It concerns some resources alone. */
const isPartial = ({ scope }: Item): boolean => Object.keys(scope).length > 0;

/** What never changes again comes last. */
const latest = ({ changesAt }: Item): number => (changesAt === undefined ? Infinity : Date.parse(changesAt));
