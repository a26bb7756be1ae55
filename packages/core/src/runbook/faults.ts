import { pathText } from '../value/difference.ts';
import type { DocumentProblem } from './document.ts';
import type { DocumentSource, Path } from './document-source.ts';

/** Collects what is wrong with a document while it is read, so that all of it is told at once. */
export interface Faults {
  readonly problems: readonly DocumentProblem[];
  readonly warnings: readonly DocumentProblem[];
  /** `part`: whether the key at the path is at fault, or its value. */
  problem(path: Path, message: string, part?: 'key' | 'value'): void;
  warning(path: Path, message: string, part?: 'key' | 'value'): void;
}

/** A document of 64 KB can have 64,000 faults, each of which quotes a name of 32 KB. */
const MOST_FAULTS = 1_000;
const MOST_SHOWN = 1_000;

const shown = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

export function collectFaults(placeOf: DocumentSource['placeOf']): Faults {
  const problems: DocumentProblem[] = [];
  const warnings: DocumentProblem[] = [];
  const into =
    (list: DocumentProblem[]): Faults['problem'] =>
    (path, message, part = 'value') => {
      if (list.length >= MOST_FAULTS) return;
      list.push({ message: shown(message), path: shown(pathText(path)), ...placeOf(path, part) });
    };
  return { problems, warnings, problem: into(problems), warning: into(warnings) };
}
