import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { Exception, ExceptionStanding } from '../schema/exception.ts';
import type { Finding } from '../schema/finding.ts';
import type { KillSwitch, KillSwitchScope } from '../schema/kill-switch.ts';
import { notFound } from './not-found.ts';
import { SCRIPTED_AT, type ScriptedFinding } from './scripted-things.ts';

export interface Oversight {
  readonly findings: ScriptedFinding[];
  readonly exceptions: Map<string, Exception>;
  readonly killSwitches: Map<string, KillSwitch>;
}

export const noOversight = (): Omit<Oversight, 'findings'> => ({ exceptions: new Map(), killSwitches: new Map() });

type Exceptions = Pick<
  Trueup,
  'listExceptions' | 'getException' | 'placeException' | 'changeException' | 'removeException'
>;

/** Exceptions that are kept, and cover the findings of the resources that they name. */
export function scriptedExceptions(world: Oversight, actor: Actor): Exceptions {
  const { exceptions } = world;
  const named = (id: string): Exception => exceptions.get(id) ?? notFound('exception', id);
  const covered = ({ scope }: Exception): Finding[] =>
    world.findings.map(({ finding }) => finding).filter(({ resource }) => scope.arns?.includes(resource.arn) === true);
  const standing = (exception: Exception): ExceptionStanding => ({
    exception,
    covers: covered(exception).length,
    mayCover: 0,
    isLeast: false,
  });
  const keep = (exception: Exception): Exception => {
    if (exception.approver === actor.name) {
      const detail = `${actor.name} cannot be the approver of an exception that he places himself`;
      throw new Problem('refused', detail, { reason: 'same-person' });
    }
    exceptions.set(exception.id, exception);
    return exception;
  };
  return {
    listExceptions: async () => ({ items: [...exceptions.values()].map(standing) }),
    getException: async ({ id }) => ({
      ...standing(named(id)),
      findingIds: covered(named(id)).map((finding) => finding.id),
    }),
    placeException: async ({ id = `exception-${exceptions.size + 1}`, ...given }) =>
      keep({ ...given, id, createdAt: SCRIPTED_AT, createdBy: actor.name, origin: 'person' }),
    changeException: async ({ id, ...changes }) => keep({ ...named(id), ...changes }),
    async removeException({ id }) {
      const exception = named(id);
      exceptions.delete(id);
      return exception;
    },
  };
}

type Switches = Pick<Trueup, 'listKillSwitches' | 'turnKillSwitchOn' | 'turnKillSwitchOff'>;

export function scriptedKillSwitches({ killSwitches }: Oversight, actor: Actor): Switches {
  const keyOf = (scope: KillSwitchScope): string => (scope.kind === 'all' ? 'all' : `${scope.kind}/${scope.id}`);
  return {
    listKillSwitches: async () => ({ items: [...killSwitches.values()] }),
    async turnKillSwitchOn(given) {
      const killSwitch: KillSwitch = { ...given, by: actor.name, at: SCRIPTED_AT };
      killSwitches.set(keyOf(given.scope), killSwitch);
      return { killSwitch, stopping: ['00000000-0000-8000-a000-000000000001'] };
    },
    async turnKillSwitchOff({ scope }) {
      const key = keyOf(scope);
      const killSwitch = killSwitches.get(key) ?? notFound('kill switch', key);
      killSwitches.delete(key);
      return killSwitch;
    },
  };
}

type Decided = Pick<Trueup, 'listDecisions' | 'decisionCounts' | 'explainDecision' | 'listRemediations'>;

/** One line of a policy that lets everything wait for an approval. */
export function scriptedDecisions({ findings }: Oversight): Decided {
  const decision = { kind: 'propose', reason: 'mode-approval' } as const;
  const line = { name: 'public-buckets', mode: 'approval' } as const;
  return {
    listDecisions: async () => ({
      items: findings.map(({ finding }) => ({
        findingId: finding.id,
        decision,
        guard: 'mode' as const,
        detail: 'line public-buckets says approval',
        remediation: line.name,
        policyHash: 'a'.repeat(64),
        decidedAt: SCRIPTED_AT,
      })),
    }),
    decisionCounts: async () => ({ counts: [{ ...decision, count: findings.length }] }),
    async explainDecision({ findingId }) {
      const { finding } = findings.find((one) => one.finding.id === findingId) ?? notFound('finding', findingId);
      const { controlId, resource } = finding;
      return {
        finding,
        target: { controlId, resource, tags: { stage: 'test' } },
        lines: [
          { name: 'production', mode: 'manual', coverage: 'outside', by: 'accounts', decides: false },
          { ...line, coverage: 'covered', decides: true },
        ],
        line,
        decision: {
          decision,
          guards: [
            { guard: 'kill-switch', verdict: 'passes', detail: 'none is on' },
            { guard: 'mode', verdict: 'asks', detail: 'line public-buckets says approval' },
          ],
        },
      };
    },
    listRemediations: async () => ({
      items: [
        {
          remediation: line.name,
          controlId: 'S3.8',
          documentName: 'Trueup-S3.8',
          mode: line.mode,
          record: { runs: 7, verified: 6, undone: 0, failed: 1, verifiedInARow: 5 },
          openFindings: findings.length,
          proposal: { kind: 'promote', to: 'automatic', why: '5 of 5 verified in a row' },
        },
      ],
    }),
  };
}
