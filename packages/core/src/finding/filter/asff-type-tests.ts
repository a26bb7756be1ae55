import { asffType, cfnType } from '../resource-type.ts';
import type { TextTest } from './finding-filters.ts';

interface Tests {
  readonly any: readonly TextTest[];
  readonly none: readonly TextTest[];
}

/** Findings hold ASFF's types. Whoever searches may write CloudFormation's instead, as the rest of Trueup does. */
export function asffTypeTests({ any, none }: Tests): Tests {
  return { any: any.map(asAsff), none: none.map(asAsff) };
}

function asAsff(test: TextTest): TextTest {
  const isNamed = test.comparison === 'EQUALS' && test.value.startsWith('AWS::') && cfnType(test.value) !== undefined;
  return isNamed ? { ...test, value: asffType(test.value) } : test;
}
