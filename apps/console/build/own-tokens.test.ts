import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownTokens } from './own-tokens.ts';

const tokens = readFileSync(ownTokens(), 'utf8');
const base = join(dirname(ownTokens()), '../../base-theme');
const styles = readdirSync(base)
  .filter((file) => file.endsWith('.css'))
  .map((file) => readFileSync(join(base, file), 'utf8'))
  .join('\n');

describe('the tokens that the console uses', () => {
  it.each(['colorTextBodyDefault', 'colorBackgroundContainerContent', 'fontFamilyBase', 'colorChartsStatusHigh'])(
    '%s is a variable that the components set',
    (token) => {
      const [, name] = new RegExp(`\\b${token} = "var\\((--[\\w-]+)`).exec(tokens) ?? [];
      expect(styles).toContain(`${name ?? 'no variable'}:`);
    },
  );
});
