import type { Plugin } from 'vite';

/** Cloudscape's stylesheet carries Open Sans as 130 KB of base64; the fonts of the system are used instead. */
export function withoutFonts(): Plugin {
  return {
    name: 'without-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@cloudscape-design/global-styles') || !id.endsWith('.css')) return undefined;
      const kept = code.replaceAll(/@font-face\s*\{[^}]*\}/g, '');
      if (kept.includes('base64')) throw new Error(`${id} holds an inlined file that is no font`);
      return { code: kept, map: null };
    },
  };
}
