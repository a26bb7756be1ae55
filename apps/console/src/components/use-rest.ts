import { useCallback, useEffect, useRef, type SyntheticEvent } from 'react';

/** Who only passes over something stays on it for less. */
const REST_MS = 50;

interface RestEvents {
  readonly onPointerOver: (event: SyntheticEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: (event: SyntheticEvent) => void;
  readonly onBlur: () => void;
  readonly onKeyUp: (event: SyntheticEvent) => void;
}

/** Tells what of the elements within the pointer rests on, or the focus: of a list of options, the highlighted one. */
export function useRest(onRest: (on: Element) => void): RestEvents {
  // Apart: browsers say that a pointer moved when something else is drawn under it, such as what a key brings up.
  const pointer = useTimer();
  const focus = useTimer();
  const told = (on: EventTarget) => () => {
    if (on instanceof Element) onRest(on);
  };
  return {
    onPointerOver: ({ target }) => pointer(told(target)),
    onPointerLeave: () => pointer(),
    onFocus: ({ target }) => focus(told(target)),
    onBlur: () => focus(),
    onKeyUp({ target }) {
      const changed = changedByKey(target);
      if (changed !== undefined) focus(told(changed));
    },
  };
}

/** Calls what it is given after a while, unless it is given something else, or nothing, before. */
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
function changedByKey(target: EventTarget): Element | undefined {
  const id = target instanceof Element ? target.getAttribute('aria-activedescendant') : null;
  const highlighted = id === null ? null : document.getElementById(id);
  return highlighted ?? (target instanceof HTMLInputElement ? target : undefined);
}

/** The value of the option that an element is part of, where Cloudscape writes it. */
export const optionAt = (on: Element): string | undefined =>
  on.closest('[role="option"]')?.querySelector<HTMLElement>('[data-value]')?.dataset['value'];
