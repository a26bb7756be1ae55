/** What a check says of one resource. `reason` is one sentence for people. */
export type Evaluation =
  | { readonly kind: 'compliant' }
  | { readonly kind: 'non-compliant'; readonly reason: string }
  | { readonly kind: 'not-applicable'; readonly reason: string }
  | { readonly kind: 'insufficient-data'; readonly reason: string };

export const compliant: Evaluation = { kind: 'compliant' };
export const nonCompliant = (reason: string): Evaluation => ({ kind: 'non-compliant', reason });
export const notApplicable = (reason: string): Evaluation => ({ kind: 'not-applicable', reason });
