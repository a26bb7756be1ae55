import { asffFromOcsf, isJsonObject, readAsff, type AsffReading, type Instant, type OcsfContext } from '@trueup/core';

/** auto: OCSF where there is a `class_uid`, which ASFF does not have. */
export type FindingFormat = 'auto' | 'asff' | 'ocsf';

export interface GivenContext {
  readonly format: FindingFormat;
  /** What holds for an OCSF event that does not say it. */
  readonly ocsf: OcsfContext;
  readonly now: Instant;
  /** The length of the JSON text in UTF-8, where it is known. */
  readonly bytes?: number;
}

/** A finding as someone sent it, in either format, as checked ASFF. */
export function readGiven(value: unknown, { format, ocsf, now, bytes }: GivenContext): AsffReading {
  const isOcsf = format === 'ocsf' || (format === 'auto' && isJsonObject(value) && Object.hasOwn(value, 'class_uid'));
  if (!isOcsf) return readAsff(value, { now, ...(bytes === undefined ? {} : { bytes }) });
  const mapping = asffFromOcsf(value, ocsf);
  return mapping.kind === 'rejected' ? mapping : readAsff(mapping.asff, { now });
}
