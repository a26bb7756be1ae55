import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The file in which the components keep the names of their own design tokens. Those of
 * `@cloudscape-design/design-tokens` end in the hash of another build, so that each of them would be its value in the
 * light theme, whatever the theme; its types are right.
 */
export function ownTokens(): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve('@cloudscape-design/components/package.json')), 'internal/generated/styles/tokens.js');
}
