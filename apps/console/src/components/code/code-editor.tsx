import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorTheme } from './editor-theme.ts';
import { languageOf, type CodeLanguage } from './language-of.ts';
import { pageNonce } from './page-nonce.ts';

/** Something wrong with the text. Lines and columns count from 1; without an end it is about the line. */
export interface CodeProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

/** A place to go to. Another object with the same line and column goes there again. */
export interface CodePlace {
  readonly line: number;
  readonly column: number;
}

interface CodeEditorProps {
  readonly label: string;
  readonly language: CodeLanguage;
  readonly value: string;
  /** Absent: it is read only. */
  readonly onChange?: (value: string) => void;
  readonly problems?: readonly CodeProblem[];
  /** Where the cursor is put, and the text scrolled to. */
  readonly place?: CodePlace | undefined;
  /** CSS length; 30rem when absent. */
  readonly height?: string;
}

/** A change that the page made: nobody typed it, so nobody is told of it. */
const fromPage = Annotation.define<true>();

const NO_PROBLEMS: readonly CodeProblem[] = [];

/**
 * A text with line numbers, colours and what is wrong with it. Tab moves on, as everywhere on a page: indenting is done
 * with Mod-] and Mod-[.
 */
export function CodeEditor({
  label,
  language,
  value,
  onChange,
  problems = NO_PROBLEMS,
  place: goesTo,
  height = '30rem',
}: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const given = useRef({ value, problems, onChange });
  const isReadOnly = onChange === undefined;
  const linting = useRef(new Compartment());
  // Before the view is made or changed: it is made with what is given then, and tells whoever listens then.
  useEffect(() => {
    given.current = { value, problems, onChange };
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: given.current.value,
        extensions: [
          frameOf(label, language, height),
          linting.current.of(lintWith(given.current.problems)),
          isReadOnly
            ? [EditorState.readOnly.of(true), EditorView.editable.of(false)]
            : [history(), keymap.of([...defaultKeymap, ...historyKeymap])],
          EditorView.updateListener.of((update) => {
            const isTyped = update.transactions.every((one) => one.annotation(fromPage) === undefined);
            if (update.docChanged && isTyped) given.current.onChange?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, language, height, isReadOnly]);
  useEffect(() => {
    const made = view.current;
    if (made === undefined || made.state.doc.toString() === value) return;
    made.dispatch({
      changes: { from: 0, to: made.state.doc.length, insert: value },
      annotations: fromPage.of(true),
    });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: linting.current.reconfigure(lintWith(problems)) });
  }, [problems]);
  useEffect(() => {
    const made = view.current;
    if (made === undefined || goesTo === undefined) return;
    const at = offsetOf(made.state, goesTo.line, goesTo.column);
    made.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    made.focus();
  }, [goesTo]);
  return <div ref={place} />;
}

export function frameOf(label: string, language: CodeLanguage, height: string): Extension {
  return [
    lineNumbers(),
    languageOf(language),
    editorTheme,
    EditorView.lineWrapping,
    EditorView.cspNonce.of(pageNonce()),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.theme({ '.cm-scroller': { maxHeight: height, overflow: 'auto' } }),
  ];
}

function lintWith(problems: readonly CodeProblem[]): Extension {
  if (problems.length === 0) return [];
  return [lintGutter(), linter(({ state }) => problems.map((problem) => diagnosticOf(state, problem)), { delay: 0 })];
}

function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(found.from + Math.max(column, 1) - 1, found.to);
}

function diagnosticOf(state: EditorState, problem: CodeProblem): Diagnostic {
  const from = offsetOf(state, problem.line, problem.column);
  const to =
    problem.endLine === undefined || problem.endColumn === undefined
      ? state.doc.lineAt(from).to
      : Math.max(from, offsetOf(state, problem.endLine, problem.endColumn));
  return { from, to, severity: problem.severity, message: problem.message };
}
