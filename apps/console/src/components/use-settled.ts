import { useEffect, useState } from 'react';

const QUIET_MS = 400;

/** A value once it has not changed for a moment, so that not every letter is asked about. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
