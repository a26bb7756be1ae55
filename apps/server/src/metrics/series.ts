import { Counter, Gauge, type Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

/** A series whose samples are replaced as a whole, so that what is gone is told no more. */
interface Series {
  show(samples: readonly Sample[]): void;
}

type Described = { readonly name: string; readonly help: string; readonly labels?: readonly string[] };

export function gauge(registry: Registry, { name, help, labels = [] }: Described): Series {
  const made = new Gauge({ name, help, labelNames: labels, registers: [registry] });
  return {
    show(samples) {
      made.reset();
      // Without labels it would stand at 0 although nothing is known.
      if (labels.length === 0 && samples.length === 0) made.remove();
      for (const { labels: given = {}, value } of samples) made.set(given, value);
    },
  };
}

/**
 * A counter out of numbers of the store, which fall when old rows are removed. It counts what comes while this process
 * runs: Prometheus would take a fall for a restart, and count everything that is kept once more.
 */
export function storedCounter(registry: Registry, { name, help, labels = [] }: Described): Series {
  const made = new Counter({ name, help, labelNames: labels, registers: [registry] });
  let last: ReadonlyMap<string, number> | undefined;
  return {
    show(samples) {
      const now = new Map(samples.map(({ labels: given = {}, value }) => [JSON.stringify(given), value]));
      for (const { labels: given = {}, value } of samples) {
        const before = last ? (last.get(JSON.stringify(given)) ?? 0) : value;
        made.inc(given, Math.max(0, value - before));
      }
      last = now;
    },
  };
}
