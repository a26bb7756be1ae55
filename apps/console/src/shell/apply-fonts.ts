import { fontFamilyBase } from '@cloudscape-design/design-tokens';

/** Fonts of the system, with those of Japanese: Open Sans has neither kana nor kanji. */
const FONTS = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"Noto Sans"',
  '"Hiragino Sans"',
  '"Yu Gothic UI"',
  '"Noto Sans JP"',
  '"Noto Sans CJK JP"',
  'sans-serif',
].join(', ');

/** Sets the one token by hand: Cloudscape's applyTheme brings its whole theme along, 100 KB of it. */
export function applyFonts(): void {
  const name = /^var\((--[\w-]+)/.exec(fontFamilyBase)?.[1];
  if (name === undefined) throw new Error(`the design token fontFamilyBase is ${fontFamilyBase}, and no variable`);
  document.body.style.setProperty(name, FONTS);
}
