interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with these edits made. They belong together and do not overlap; offsets are those of the text as it is. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const backwards = edits.toSorted((one, other) => other.start - one.start);
  return backwards.reduce((left, edit) => `${left.slice(0, edit.start)}${edit.text}${left.slice(edit.end)}`, text);
}
