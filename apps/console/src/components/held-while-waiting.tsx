import { memo, useEffect, useState, type ReactNode } from 'react';

/** Within it nobody misses an answer. */
const PATIENCE_MS = 150;

interface HeldWhileWaitingProps {
  readonly isWaiting: boolean;
  readonly children: ReactNode;
}

/**
 * Stays as it was drawn while the next answer is on its way, so that a quick one is drawn once and not twice. Where the
 * answer is slow, what was chosen is shown over what was there before.
 */
export function HeldWhileWaiting({ isWaiting, children }: HeldWhileWaitingProps) {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLate(false);
    };
  }, [isWaiting]);
  return <Held isHeld={isWaiting && !isLate}>{children}</Held>;
}

const Held = memo(
  ({ children }: { readonly isHeld: boolean; readonly children: ReactNode }) => <>{children}</>,
  (_before, { isHeld }) => isHeld,
);
