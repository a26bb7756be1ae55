import type {
  Control,
  DecisionInput,
  DecisionTarget,
  Explained,
  Finding,
  PolicyRemediation,
  Snapshot,
} from '@trueup/core';

/** What is asked of the policy: may this be done now? */
export interface Question {
  readonly finding: Finding;
  readonly kind: DecisionInput['kind'];
  readonly asked: DecisionInput['asked'];
  /** Of the resource, where it was read: it says which tags it has. */
  readonly snapshot?: Snapshot;
  /**
   * Nobody has read the resource yet, and it will be before anything is done: what hangs on its tags is taken to be
   * outside for now.
   */
  readonly toBeRead?: boolean;
  /** Why the plan could not be followed to its end. */
  readonly undetermined?: string;
}

/** A question with what the policy and the library have for it. */
export interface Posed extends Question {
  readonly target: DecisionTarget;
  /** Absent: none covers it. */
  readonly line?: PolicyRemediation;
  /** An earlier line covers it or not, which hangs on tags that nobody has read. */
  readonly lineUnknown?: string;
  readonly control?: Control;
  /** Of the runbook that would run. */
  readonly documentName: string;
}

export interface Decided extends Posed {
  readonly explained: Explained;
  /** Of what may start: it no longer counts as about to. */
  readonly release: () => void;
}
