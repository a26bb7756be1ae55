import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import {
  colorBackgroundContainerContent,
  colorBackgroundInputDisabled,
  colorBackgroundItemSelected,
  colorBorderDividerDefault,
  colorBorderItemFocused,
  colorChartsBlue1900,
  colorChartsGreen900,
  colorChartsPurple1000,
  colorChartsRed1100,
  colorTextBodyDefault,
  colorTextBodySecondary,
} from '@cloudscape-design/design-tokens';
import { tags } from '@lezer/highlight';

/** An editor in the colours of the page, which change with its theme: each token of Cloudscape has both. */
const look = EditorView.theme({
  '&': {
    color: colorTextBodyDefault,
    backgroundColor: colorBackgroundContainerContent,
    border: `1px solid ${colorBorderDividerDefault}`,
    borderRadius: '8px',
    fontSize: '13px',
  },
  '&.cm-focused': { outline: `2px solid ${colorBorderItemFocused}` },
  '.cm-scroller': { fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace' },
  '.cm-content': { caretColor: colorTextBodyDefault },
  '.cm-cursor': { borderLeftColor: colorTextBodyDefault },
  '.cm-gutters': {
    color: colorTextBodySecondary,
    backgroundColor: colorBackgroundInputDisabled,
    borderRight: `1px solid ${colorBorderDividerDefault}`,
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: `${colorBackgroundItemSelected} !important`,
  },
});

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: colorChartsBlue1900 },
  { tag: tags.string, color: colorChartsGreen900 },
  { tag: [tags.number, tags.bool, tags.null], color: colorChartsPurple1000 },
  { tag: [tags.keyword, tags.labelName], color: colorChartsRed1100 },
  { tag: tags.comment, color: colorTextBodySecondary },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(colors)];
