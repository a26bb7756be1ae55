import type { Finding } from '@trueup/api-contract';
import type { Planted } from './organization.ts';

/** What a control's faults came to, counted from what AWS says at the end. */
export interface DemoLine {
  readonly controlId: string;
  readonly planted: number;
  readonly found: number;
  readonly verified: number;
  readonly undone: number;
  /** Not put in: what a repair made or kept, such as the bucket of a new trail. */
  readonly appeared: number;
  /** All that are faulty now, those included that a repair left beside what it made. */
  readonly stillOpen: number;
}

export interface Told {
  readonly planted: readonly Planted[];
  /** The findings of what was put in. */
  readonly found: readonly Finding[];
  /** What is faulty at the end. */
  readonly faulty: readonly Finding[];
  readonly undone: Finding;
}

export function summaryLines({ planted, found, faulty, undone }: Told): DemoLine[] {
  const stillOpen = new Set(faulty.map(({ id }) => id));
  const known = new Set(found.map(({ id }) => id));
  const controls = [...new Set([...planted, ...found].map(({ controlId }) => controlId))].sort();
  return controls.map((controlId) => {
    const of = (list: readonly { readonly controlId: string }[]): number =>
      list.filter((item) => item.controlId === controlId).length;
    const undoneHere = undone.controlId === controlId ? 1 : 0;
    const foundHere = found.filter((finding) => finding.controlId === controlId);
    return {
      controlId,
      planted: of(planted),
      found: foundHere.length,
      verified: foundHere.filter(({ id }) => !stillOpen.has(id)).length + undoneHere,
      undone: undoneHere,
      appeared: faulty.filter((finding) => finding.controlId === controlId && !known.has(finding.id)).length,
      stillOpen: of(faulty),
    };
  });
}
