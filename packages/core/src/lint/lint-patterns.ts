import { parsePattern } from '../runbook/pattern/parse-pattern.ts';
import type { Pattern } from '../runbook/pattern/pattern.ts';
import { isJsonObject } from '../value/json.ts';
import type { LintContext } from './lint-context.ts';

/** Patterns that some values take very long to be matched with. The engine then gives up and refuses the value. */
export function lintPatterns({ root, report }: LintContext): void {
  const parameters = isJsonObject(root) ? root['parameters'] : undefined;
  if (!isJsonObject(parameters)) return;
  for (const [name, definition] of Object.entries(parameters)) {
    const written = isJsonObject(definition) ? definition['allowedPattern'] : undefined;
    const parsed = typeof written === 'string' ? parsePattern(written) : undefined;
    if (parsed?.kind !== 'pattern' || !isHostile(parsed.pattern)) continue;
    report('hostile-pattern', ['parameters', name, 'allowedPattern'], {
      message: `allowedPattern of ${name} repeats a repetition with nothing between, as in (a+)+.`,
    });
  }
}

function isHostile(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'repeat':
      return (pattern.most === Infinity && isLoose(pattern.part)) || isHostile(pattern.part);
    case 'sequence':
      return pattern.parts.some(isHostile);
    case 'choice':
      return pattern.options.some(isHostile);
    case 'capture':
    case 'atomic':
    case 'look':
      return isHostile(pattern.part);
    case 'character':
    case 'anchor':
    case 'back-reference':
      return false;
  }
}

/** Holds an endless repetition, and nothing beside it that must be there: the same text splits in many ways. */
function isLoose(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'repeat':
      return pattern.most === Infinity || isLoose(pattern.part);
    case 'sequence': {
      const solid = pattern.parts.filter((part) => !canBeEmpty(part));
      const [only, ...others] = solid;
      if (only) return others.length === 0 && isLoose(only);
      return pattern.parts.some(isLoose);
    }
    case 'choice':
      return pattern.options.some(isLoose);
    case 'capture':
      return isLoose(pattern.part);
    case 'atomic':
    case 'look':
    case 'character':
    case 'anchor':
    case 'back-reference':
      return false;
  }
}

function canBeEmpty(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'repeat':
      return pattern.least === 0 || canBeEmpty(pattern.part);
    case 'sequence':
      return pattern.parts.every(canBeEmpty);
    case 'choice':
      return pattern.options.some(canBeEmpty);
    case 'capture':
    case 'atomic':
      return canBeEmpty(pattern.part);
    case 'look':
    case 'anchor':
    case 'back-reference':
      return true;
    case 'character':
      return false;
  }
}
