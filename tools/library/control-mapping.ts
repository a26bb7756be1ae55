import { readFileSync } from 'node:fs';
import type { ConfigRule, Risk, Severity, Standards } from '@trueup/core';

/** What Security Hub publishes of one of its controls, and what a repair of it risks. */
export interface ControlMapping extends Standards {
  /** What is wrong with a resource that fails, in a few words. */
  readonly title: string;
  readonly severity: Severity;
  readonly resourceTypes: readonly string[];
  /** `input`: a repair needs values that only the owner knows, such as the bucket to log to. */
  readonly risk: Risk | 'input';
  /** Null where no managed rule evaluates the control. */
  readonly configRule: ConfigRule | null;
  /** The name of Security Hub's own rule, where it is no managed one. */
  readonly ruleName?: string;
}

const MAPPINGS = new URL('control-mappings.json', import.meta.url);

/** All of them, by id. Sources: the Security Hub user guide's control reference and change log, the Config guide. */
export function publishedMappings(): Readonly<Record<string, ControlMapping>> {
  return JSON.parse(readFileSync(MAPPINGS, 'utf8')) as Record<string, ControlMapping>;
}

export function publishedMapping(id: string): ControlMapping | undefined {
  const mappings = publishedMappings();
  return Object.hasOwn(mappings, id) ? mappings[id] : undefined;
}
