import type { Trueup } from '../operations.ts';
import type { Finding } from '../schema/finding.ts';
import { notFound } from './not-found.ts';
import { SCRIPTED_AT, type ScriptedFinding } from './scripted-things.ts';

type Incidents = Pick<Trueup, 'investigateFinding' | 'getIncident' | 'getChangeRequest'>;

/** Whatever is wrong, Mallory did it. */
export function scriptedIncidents(world: { readonly findings: ScriptedFinding[] }): Incidents {
  const findingOf = (id: string): Finding =>
    world.findings.find(({ finding }) => finding.id === id)?.finding ?? notFound('finding', id);
  return {
    async investigateFinding({ findingId }) {
      const finding = { ...findingOf(findingId), investigation };
      const at = world.findings.findIndex((one) => one.finding.id === findingId);
      const known = world.findings[at];
      if (known) world.findings[at] = { ...known, finding };
      return finding;
    },
    async getIncident({ findingId }) {
      const { id, reason, workflow: _workflow, ...finding } = findingOf(findingId);
      const { controlId, title, severity, resource, firstObservedAt, lastObservedAt, regressions } = finding;
      const incident = {
        controlId,
        title,
        severity,
        resource,
        firstObservedAt,
        lastObservedAt,
        regressions,
        findingId: id,
        fault: reason,
        timeline: [],
        changes: [],
        calls: [],
        outcome: 'The fault is there.',
      };
      return { incident, markdown: `# Incident: ${title}\n` };
    },
    async getChangeRequest({ findingId }) {
      const { title } = findingOf(findingId);
      return { title, text: `# ${title}\n`, owner: { tool: 'CloudFormation', name: 'invoices' } };
    },
  };
}

const investigation = {
  at: SCRIPTED_AT,
  from: SCRIPTED_AT,
  to: SCRIPTED_AT,
  region: 'us-east-1',
  events: [
    {
      id: 'e-1',
      at: SCRIPTED_AT,
      name: 'DeleteBucketPublicAccessBlock',
      source: 's3.amazonaws.com',
      principal: { kind: 'user', name: 'mallory' },
      sourceIp: '198.51.100.7',
    },
  ],
  cause: 'e-1',
  complete: true,
} as const;
