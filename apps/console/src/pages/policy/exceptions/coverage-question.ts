import type { Input, TargetScope } from '@trueup/api-contract';

type Question = Pick<
  Input<'countMatching'>,
  'controls' | 'accounts' | 'regions' | 'resourceTypes' | 'recordStates' | 'workflows' | 'filters'
>;

export interface CoverageQuestion {
  readonly input: Question;
  /** Members of the scope that findings cannot be asked for: fewer may be covered than match. */
  readonly leftOut: readonly ('organizationalUnits' | 'tags' | 'arns')[];
}

/** GetFindings takes no more conditions on one field. */
const MOST_ARNS = 20;

/** Which open findings a scope would cover, as near as a search can tell. */
export function coverageQuestion(scope: TargetScope): CoverageQuestion {
  const { controls, accounts, regions, resourceTypes, arns, organizationalUnits, tags } = scope;
  const named = controls?.includes('*') === true ? undefined : controls;
  const tests = (arns ?? []).map(arnTest);
  const asked = tests.length > 0 && tests.length <= MOST_ARNS;
  return {
    input: {
      recordStates: ['ACTIVE'],
      workflows: ['NEW', 'NOTIFIED'],
      ...(named === undefined ? {} : { controls: named }),
      ...(accounts === undefined ? {} : { accounts }),
      ...(regions === undefined ? {} : { regions }),
      ...(resourceTypes === undefined ? {} : { resourceTypes }),
      ...(asked ? { filters: { ResourceId: tests.map(({ test }) => ({ ...test })) } } : {}),
    },
    leftOut: [
      ...(organizationalUnits === undefined ? [] : (['organizationalUnits'] as const)),
      ...(tags === undefined ? [] : (['tags'] as const)),
      ...(tests.length > MOST_ARNS || tests.some(({ isWhole }) => !isWhole) ? (['arns'] as const) : []),
    ],
  };
}

interface ArnTest {
  readonly test: { readonly Value: string; readonly Comparison: 'EQUALS' | 'PREFIX' };
  /** It matches what the pattern does, and nothing else. */
  readonly isWhole: boolean;
}

/** A star at the end of the last component is a prefix; other wildcards are asked for by what stands before them. */
function arnTest(pattern: string): ArnTest {
  const wild = pattern.search(/[*?]/);
  if (wild < 0) return { test: { Value: pattern, Comparison: 'EQUALS' }, isWhole: true };
  const literal = pattern.slice(0, wild);
  const isLastComponent = literal.split(':').length >= 6;
  const isWhole = isLastComponent && pattern.slice(wild) === '*';
  return { test: { Value: literal === '' ? 'arn:' : literal, Comparison: 'PREFIX' }, isWhole };
}
