/** One YAML file of a policy. */
export interface PolicyFileText {
  /** Relative to the policy's folder, with `/`; of a policy that is one file, its name. */
  readonly name: string;
  readonly text: string;
}

/** Of all its files together, in bytes of UTF-8. More is not written by people, and reading it would take memory. */
export const MOST_POLICY_BYTES = 2_000_000;
export const MOST_POLICY_FILES = 200;
