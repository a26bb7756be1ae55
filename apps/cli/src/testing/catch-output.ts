export interface Caught {
  readonly stdout: string;
  readonly stderr: string;
}

/** Does the work and keeps what this process writes meanwhile. One at a time. */
export async function catchOutput<T>(work: () => Promise<T>): Promise<Caught & { readonly value: T }> {
  const written = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const originals = streams.map((name) => process[name].write.bind(process[name]));
  for (const name of streams) {
    process[name].write = (text: string | Uint8Array) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      return true;
    };
  }
  try {
    const value = await work();
    return { value, ...written };
  } finally {
    streams.forEach((name, at) => {
      const original = originals[at];
      if (original) process[name].write = original;
    });
  }
}
