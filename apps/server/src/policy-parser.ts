import {
  parsePolicy,
  type Clock,
  type Digest,
  type LibraryEntry,
  type ParsedPolicy,
  type PolicyFileText,
} from '@trueup/core';

/** What a person hands in now, against the controls that are known here. */
export type PolicyParser = (files: readonly PolicyFileText[], since: 'now' | 'applied') => ParsedPolicy;

/** `applied`: it was fit when it came in, and a clock that was set back does not make it unfit. */
export function policyParser(options: {
  readonly catalogue: readonly LibraryEntry[];
  readonly controls: readonly { readonly id: string }[];
  readonly digest: Digest;
  readonly clock: Clock;
}): PolicyParser {
  const vocabulary = {
    controls: options.catalogue.map(({ control }) => control),
    otherControls: options.controls.map(({ id }) => id),
  };
  return (files, since) => {
    const now = since === 'now' ? { now: options.clock.now() } : {};
    return parsePolicy(files, { ...vocabulary, ...now }, options.digest);
  };
}
