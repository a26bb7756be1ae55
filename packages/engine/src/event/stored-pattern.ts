import { compilePattern, type EventPattern } from '@trueup/core';

/** A pattern that was checked before it was stored. */
export function storedPattern(owner: string, pattern: string | undefined): EventPattern {
  const compiled = compilePattern(pattern);
  if (compiled.kind === 'invalid') throw new Error(`the stored pattern of ${owner} is not valid: ${compiled.reason}`);
  return compiled;
}
