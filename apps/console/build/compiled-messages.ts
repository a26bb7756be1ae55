import { pathToFileURL } from 'node:url';
import { parse } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';

const CATALOGUE = /\/src\/i18n\/(?:en|ja)\/(?!index|first|rest)[\w-]+\.ts$/;

/**
 * Parses the messages while the console is built, so that no browser loads a parser: the other half is the alias of
 * `@formatjs/icu-messageformat-parser` to its own `no-parser`.
 */
export function compiledMessages(): Plugin {
  return {
    name: 'compiled-messages',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!CATALOGUE.test(id)) return undefined;
      const module = (await import(pathToFileURL(id).href)) as Readonly<
        Record<string, Readonly<Record<string, string>>>
      >;
      return Object.entries(module)
        .map(([name, messages]) => {
          const compiled = Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, parse(text)]));
          return `export const ${name} = ${JSON.stringify(compiled)};`;
        })
        .join('\n');
    },
    config: () => ({
      resolve: { alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' } },
    }),
  };
}
