import type { Readable } from 'node:stream';

/** Does the work with something else in the place of this process's standard input. One at a time. */
export async function withStdin<T>(stdin: Readable, work: () => Promise<T>): Promise<T> {
  const real = Object.getOwnPropertyDescriptor(process, 'stdin');
  Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
  try {
    return await work();
  } finally {
    if (real) Object.defineProperty(process, 'stdin', real);
  }
}
