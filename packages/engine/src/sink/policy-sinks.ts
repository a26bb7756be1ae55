import {
  compilePattern,
  DEFAULT_BUS,
  matchesPattern,
  type EventEnvelope,
  type EventRule,
  type PolicySinks,
} from '@trueup/core';
import type { OutsideParts } from '../parts.ts';
import { policyCopy } from '../policy-copy.ts';

/** A rule that the policy makes: stored nowhere, and delivered as those that people make. */
export interface Sink {
  readonly rule: EventRule;
  readonly matches: (event: EventEnvelope) => boolean;
}

/** The rules that the policy's sinks stand for. */
export function policySinks(parts: Pick<OutsideParts, 'policy' | 'log'>): () => Promise<readonly Sink[]> {
  return policyCopy<readonly Sink[]>(parts, [], ({ sinks }) => sinksOf(sinks));
}

const REPAIRS = {
  source: ['trueup'],
  'detail-type': ['Trueup Execution Finished'],
  detail: { execution: { kind: ['repair', 'undo'] } },
};
const OWN_FINDINGS = {
  source: ['aws.securityhub'],
  'detail-type': ['Security Hub Findings - Imported'],
  detail: { findings: { Id: [{ prefix: 'trueup/' }] } },
};

function sinksOf(sinks: PolicySinks | undefined): readonly Sink[] {
  const { update = false, import: imports = false } = sinks?.securityHub ?? {};
  return [...(update ? [UPDATE] : []), ...(imports ? [IMPORT] : [])];
}

const UPDATE = sink('trueup-security-hub-update', 'Tells Security Hub of repairs of its findings.', REPAIRS);
const IMPORT = sink('trueup-security-hub-import', 'Sends Security Hub the findings of own checks.', OWN_FINDINGS);

function sink(name: string, description: string, pattern: object): Sink {
  const text = JSON.stringify(pattern);
  const compiled = compilePattern(text);
  if (compiled.kind === 'invalid') throw new Error(`the pattern of ${name} is not valid: ${compiled.reason}`);
  const createdAt = '1970-01-01T00:00:00.000Z';
  const rule: EventRule = {
    name,
    bus: DEFAULT_BUS,
    // Of no account, so that it sees every account's events.
    arn: `arn:aws:events:us-east-1:000000000000:rule/${name}`,
    description,
    enabled: true,
    pattern: text,
    targets: [{ id: 'security-hub', address: { kind: 'security-hub' } }],
    createdBy: 'policy',
    createdAt,
    updatedAt: createdAt,
  };
  return {
    rule,
    matches: (event) => matchesPattern(compiled, event),
  };
}
