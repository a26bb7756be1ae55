import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { frameOf } from './code-editor.tsx';
import type { CodeLanguage } from './language-of.ts';

interface CodeDiffProps {
  readonly beforeLabel: string;
  readonly afterLabel: string;
  readonly language: CodeLanguage;
  readonly before: string;
  readonly after: string;
}

/** The marks that the library puts there are in few fonts. */
const collapsedMarks = EditorView.theme({ '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' } });

/** Two texts side by side with what differs marked; what does not is folded away. */
export function CodeDiff({ beforeLabel, afterLabel, language, before, after }: CodeDiffProps) {
  const unchanged = useWords()('difference.unchanged');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const fixed = [
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorState.phrases.of({ '$ unchanged lines': unchanged }),
      collapsedMarks,
    ];
    const made = new MergeView({
      parent: place.current,
      a: { doc: before, extensions: [frameOf(beforeLabel, language, '30rem'), fixed] },
      b: { doc: after, extensions: [frameOf(afterLabel, language, '30rem'), fixed] },
      gutter: true,
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => made.destroy();
  }, [beforeLabel, afterLabel, language, before, after, unchanged]);
  return <div ref={place} />;
}
