import { readFileSync } from 'node:fs';
import type { ConfigRule, Severity, Standards } from '@trueup/core';

/** What Security Hub publishes of one of its controls. */
export interface ControlMapping extends Standards {
  readonly severity: Severity;
  /** Null where no managed rule evaluates the control. */
  readonly configRule: ConfigRule | null;
}

const MAPPINGS = new URL('control-mappings.json', import.meta.url);

/** Sources: the Security Hub user guide's control reference and change log, and the Config developer guide. */
export function publishedMapping(id: string): ControlMapping | undefined {
  const mappings = JSON.parse(readFileSync(MAPPINGS, 'utf8')) as Record<string, ControlMapping>;
  return Object.hasOwn(mappings, id) ? mappings[id] : undefined;
}
