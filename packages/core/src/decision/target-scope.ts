import type { ResourceRef } from '../resource/resource.ts';

/** What a line of the policy covers. Members are an AND, the entries of each an OR; a member left out covers all. */
export interface TargetScope {
  /** Control ids; `*` stands for every control. */
  readonly controls?: readonly string[];
  readonly accounts?: readonly string[];
  /** Paths of organizational units as the policy gives them to its accounts; `/Prod` covers `/Prod/Payments` too. */
  readonly organizationalUnits?: readonly string[];
  readonly regions?: readonly string[];
  /** Each of them must be there; an empty list of values: whatever its value. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** ARNs with `*` and `?`. */
  readonly arns?: readonly string[];
  /** CloudFormation's names, such as `AWS::S3::Bucket`. */
  readonly resourceTypes?: readonly string[];
}

/** What a decision is about. */
export interface DecisionTarget {
  readonly controlId: string;
  readonly resource: ResourceRef;
  /** Of its account, such as `/Prod/Payments`. Absent: the policy names none. */
  readonly organizationalUnit?: string;
  /** Absent: nobody has read them. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** `unknown`: it hangs on tags that nobody has read. */
export type Coverage = 'covered' | 'outside' | 'unknown';
