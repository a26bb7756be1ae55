import { wildcardFits } from '../value/wildcard-fits.ts';

/** An ARN has six components; the last one, the resource, may hold further colons. */
const COMPONENTS = 6;

/**
 * What a pattern with `*` (any characters) and `?` (one character) matches. Component is compared with component, as
 * ArnLike of IAM's policy language does: a star before the last one does not reach over a colon, so that no name of a
 * resource can pass for an account or a partition. A pattern of fewer than six components compares its last one with
 * all that is left: `arn:aws:s3:*` is all of S3, `*` is everything.
 */
export function arnPattern(pattern: string): (arn: string) => boolean {
  const wild = pattern.search(/[*?]/);
  if (wild < 0) return (arn) => arn === pattern;
  const literal = pattern.slice(0, wild);
  const wanted = componentsOf(pattern, COMPONENTS);
  return (arn) => arn.startsWith(literal) && allFit(wanted, componentsOf(arn, wanted.length));
}

function componentsOf(text: string, most: number): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  while (parts.length < most - 1) {
    const colon = text.indexOf(':', from);
    if (colon < 0) break;
    parts.push(text.slice(from, colon));
    from = colon + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

function allFit(wanted: readonly string[], given: readonly string[]): boolean {
  return wanted.length === given.length && wanted.every((part, index) => wildcardFits(part, given[index] ?? ''));
}
