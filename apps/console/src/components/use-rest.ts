import { useCallback, useEffect, useRef, type SyntheticEvent } from 'react';

/** Who only passes over something stays on it for less. */
const REST_MS = 50;

interface RestEvents {
  readonly onPointerOver: (event: SyntheticEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: (event: SyntheticEvent) => void;
  readonly onKeyUp: (event: SyntheticEvent) => void;
}

/** Tells what of the elements within the pointer rests on, or the focus: of a list of options, the highlighted one. */
export function useRest(onRest: (on: Element) => void): RestEvents {
  // What is drawn under a pointer that lies still moves it too: that says nothing of the focus.
  const pointer = useTimer();
  const focus = useTimer();
  const told = (on: EventTarget | undefined) => () => {
    if (on instanceof Element) onRest(on);
  };
  return {
    onPointerOver: ({ target }) => pointer(told(target)),
    onPointerLeave: () => pointer(),
    onFocus: ({ target }) => focus(told(target)),
    onKeyUp: ({ target }) => focus(told(writtenOn(target))),
  };
}

/** Calls what it is given last, after a while; what it was given before is forgotten. */
function useTimer(): (after?: () => void) => void {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const begin = useCallback((after?: () => void) => {
    clearTimeout(waiting.current);
    if (after !== undefined) waiting.current = setTimeout(after, REST_MS);
  }, []);
  useEffect(() => () => begin(), [begin]);
  return begin;
}

/** What a key may have changed while the focus stays: the option that is highlighted, or the text of a field. */
function writtenOn(target: EventTarget): Element | undefined {
  const id = target instanceof Element ? target.getAttribute('aria-activedescendant') : null;
  const highlighted = id === null ? null : document.getElementById(id);
  return highlighted ?? (target instanceof HTMLInputElement ? target : undefined);
}

/** The value of the option that an element is part of, where Cloudscape writes it. */
export const optionAt = (on: Element): string | undefined =>
  on.closest('[role="option"]')?.querySelector<HTMLElement>('[data-value]')?.dataset['value'];
