import { useCallback, useEffect, useRef, type SyntheticEvent } from 'react';

/** Who only passes over a row stays on it for less. */
const REST_MS = 50;

interface RowEvents {
  readonly onPointerOver: (event: SyntheticEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: (event: SyntheticEvent) => void;
}

/** Tells which row of the table within the pointer rests on, or the focus: its index, from 0. */
export function useRowRest(onRest: (index: number) => void): RowEvents {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => clearTimeout(waiting.current), []);
  useEffect(() => stop, [stop]);
  const moved = ({ target }: SyntheticEvent): void => {
    stop();
    const row = target instanceof Element ? target.closest('tr')?.ariaRowIndex : undefined;
    // The first one is that of the headers.
    const index = Number(row ?? 0) - 2;
    if (index >= 0) waiting.current = setTimeout(() => onRest(index), REST_MS);
  };
  return { onPointerOver: moved, onPointerLeave: stop, onFocus: moved };
}
