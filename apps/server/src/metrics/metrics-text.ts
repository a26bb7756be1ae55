import type { TrueupMetrics } from './trueup-metrics.ts';

/** The figures as an answer that flows. */
export async function* metricsText({ text }: TrueupMetrics): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(await text());
}
