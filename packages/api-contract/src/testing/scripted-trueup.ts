import type { Input, Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { PlanOutcome } from '../schema/decision.ts';
import type { Execution } from '../schema/execution.ts';
import type { Finding } from '../schema/finding.ts';
import type { Approval, BulkDecision, Plan } from '../schema/plan.ts';
import type { AuditRecord } from '../schema/record.ts';
import { notFound } from './not-found.ts';
import { lookAt, scriptedAutomations, type Automations } from './scripted-automations.ts';
import { noDefinitions, scriptedDefinitions, scriptedRules, type Definitions } from './scripted-definitions.ts';
import {
  noEvents,
  scriptedArchives,
  scriptedEventRules,
  scriptedHappenings,
  scriptedPoison,
  type Events,
} from './scripted-events.ts';
import { historyOf, scriptedFindingChanges, type Findings } from './scripted-findings.ts';
import {
  noOversight,
  scriptedDecisions,
  scriptedExceptions,
  scriptedKillSwitches,
  type Oversight,
} from './scripted-oversight.ts';
import { scriptedCheckpoints } from './scripted-checkpoints.ts';
import { scriptedOverview } from './scripted-overview.ts';
import { scriptedPolicies, type Policies } from './scripted-policy.ts';
import { scriptedIncidents } from './scripted-incidents.ts';
import { fewStandards, scriptedStandards, type Standards } from './scripted-standards.ts';
import { scriptedSlack } from './scripted-slack.ts';
import { noPeople, scriptedUsers, type People } from './scripted-users.ts';
import {
  oneLookLater,
  scriptedControl,
  scriptedExecution,
  SCRIPTED_AT,
  scriptedFindings,
  scriptedPlan,
  scriptedScan,
  scriptedSteps,
  type ScriptedFinding,
} from './scripted-things.ts';

export { scriptedFindings, type ScriptedFinding };

/**
 * A Trueup in memory that follows a script: no AWS, no store, and an execution is a phase further at each look. It
 * stands in for the engine where a client or the HTTP server is tested.
 */
export interface ScriptedTrueup {
  readonly application: (actor: Actor) => Trueup;
  /** What was done, newest last. */
  readonly records: readonly AuditRecord[];
}

interface World extends Policies, Oversight, Automations, Findings, Definitions, Events, Standards, People {
  readonly plans: Map<string, Plan>;
  readonly approvals: Approval[];
  readonly scans: Map<string, number>;
  readonly records: AuditRecord[];
}

export function scriptedTrueup(findings: ScriptedFinding[] = scriptedFindings()): ScriptedTrueup {
  const world: World = {
    findings,
    plans: new Map(),
    approvals: [],
    executions: new Map(),
    steps: new Map(),
    documents: new Map(),
    accessKeys: new Map(),
    histories: new Map(),
    ...noDefinitions(),
    policies: [],
    ...noOversight(),
    ...noEvents(),
    ...fewStandards(),
    ...noPeople(),
    scans: new Map(),
    records: [],
  };
  return {
    records: world.records,
    application: (actor) => ({
      ...scanning(world, actor),
      ...planning(world, actor),
      ...executing(world, actor),
      ...scriptedAutomations(world, actor),
      ...scriptedFindingChanges(world, actor),
      ...scriptedIncidents(world),
      ...scriptedRules(world, actor),
      ...scriptedDefinitions(world, actor),
      ...scriptedEventRules(world, actor),
      ...scriptedHappenings(world),
      ...scriptedArchives(world),
      ...scriptedPoison(world),
      ...scriptedStandards(world),
      ...scriptedUsers(world, actor),
      ...scriptedSlack(world, actor),
      ...scriptedPolicies(world, actor),
      ...scriptedExceptions(world, actor),
      ...scriptedKillSwitches(world, actor),
      ...scriptedDecisions(world),
      ...scriptedOverview(world),
      ...reporting(world),
    }),
  };
}

type Scanning = Pick<
  Trueup,
  'startScan' | 'getScan' | 'listScans' | 'listFindings' | 'getFinding' | 'countFindings' | 'resumeAutomation'
>;

function scanning(world: World, actor: Actor): Scanning {
  const scanOf = (id: string, looks: number) => scriptedScan(Number(id.split('-')[1]), looks, open(world).length);
  return {
    async startScan() {
      const id = `scan-${world.scans.size + 1}`;
      world.scans.set(id, 0);
      record(world, actor, 'scan.started', { kind: 'scan', id });
      return scanOf(id, 0);
    },
    async getScan({ id }) {
      const looks = (world.scans.get(id) ?? notFound('scan', id)) + 1;
      world.scans.set(id, looks);
      return scanOf(id, looks);
    },
    listScans: async () => ({ items: [...world.scans].map(([id, looks]) => scanOf(id, looks)) }),
    async listFindings({ severities, workflows, limit = 100, cursor = '0' }) {
      const matching = world.findings
        .map(({ finding }) => finding)
        .filter(({ severity }) => severities?.includes(severity) ?? true)
        .filter(({ workflow }) => workflows?.includes(workflow) ?? true);
      const end = Number(cursor) + limit;
      return { items: matching.slice(Number(cursor), end), ...(end < matching.length ? { next: String(end) } : {}) };
    },
    async getFinding({ id }) {
      const { finding, script } = scriptedOf(world, id);
      return {
        finding,
        urgency: { score: finding.priority.base, reasons: finding.priority.reasons },
        history: { items: historyOf(world, id) },
        plans: [...world.plans.values()].filter(({ findingId }) => findingId === id),
        executions: [...world.executions.values()].filter(({ findingId }) => findingId === id),
        decision: decisions[script.decision],
      };
    },
    async countFindings() {
      const severities = open(world).map(({ severity }) => severity);
      return {
        counts: [...new Set(severities)].map((key) => ({ key, count: severities.filter((one) => one === key).length })),
      };
    },
    async resumeAutomation({ findingId }) {
      const { pausedReason, ...finding } = scriptedOf(world, findingId).finding;
      if (pausedReason === undefined) {
        throw new Problem('conflict', `automation is not paused for finding ${findingId}`, { reason: 'not-paused' });
      }
      keepFinding(world, finding);
      return finding;
    },
  };
}

const decisions = {
  remediate: { kind: 'remediate' },
  propose: { kind: 'propose', reason: 'mode-approval' },
  leave: { kind: 'leave', reason: 'automation-paused' },
} as const;

function planning(
  world: World,
  actor: Actor,
): Pick<Trueup, 'makePlan' | 'getPlan' | 'listPlans' | 'decidePlan' | 'decidePlans' | 'planUndo'> {
  const planOf = (id: string): Plan => world.plans.get(id) ?? notFound('plan', id);
  return {
    async makePlan({ findingId }) {
      const { finding, script } = scriptedOf(world, findingId);
      if (finding.workflow === 'RESOLVED') return left('finding-not-open', `finding ${findingId} is RESOLVED`);
      if (script.decision === 'leave') return left('automation-paused', `${finding.resource.arn} is left alone`);
      const open = [...world.plans.values()].find(
        (plan) => plan.findingId === findingId && ['ready', 'approved', 'waiting-for-approval'].includes(plan.status),
      );
      const number = world.plans.size + 1;
      const waits = script.decision === 'propose';
      const plan = open ?? scriptedPlan({ number, finding, kind: 'repair', waits, by: actor });
      world.plans.set(plan.id, plan);
      return planned(plan, decisions[script.decision]);
    },
    async planUndo({ executionId }) {
      const execution = world.executions.get(executionId) ?? notFound('execution', executionId);
      const { finding } = scriptedOf(world, execution.findingId ?? '');
      const number = world.plans.size + 1;
      const plan = scriptedPlan({ number, finding, kind: 'undo', waits: false, by: actor, undoes: executionId });
      world.plans.set(plan.id, plan);
      return planned(plan, decisions.remediate);
    },
    getPlan: async ({ id }) => ({
      plan: planOf(id),
      approvals: world.approvals.filter(({ planId }) => planId === id),
      differences: [
        {
          path: ['PublicAccessBlock', 'BlockPublicAcls'],
          before: planOf(id).kind === 'undo',
          after: planOf(id).kind === 'repair',
        },
        { path: ['Tags', 0], before: { Key: 'stale', Value: 'yes' } },
        { path: ['Tags', 1], after: { Key: 'owner', Value: 'unassigned' } },
      ],
    }),
    listPlans: async ({ statuses }) => ({
      items: [...world.plans.values()].filter(({ status }) => statuses?.includes(status) ?? true),
    }),
    decidePlan: async (given) => decide(world, actor, given),
    async decidePlans({ plans, count, ...word }) {
      if (count !== plans.length) {
        const detail = `the count given is ${count}, but ${plans.length} plans are listed: nothing was decided`;
        throw new Problem('refused', detail, { reason: 'count-differs' });
      }
      return { items: plans.map(({ id, hash }) => decideOne(world, actor, { id, hash, ...word })) };
    },
  };
}

type Verdict = Input<'decidePlan'>;

function decide(world: World, actor: Actor, { id, hash, verdict, reason }: Verdict): Plan {
  const plan = world.plans.get(id) ?? notFound('plan', id);
  sameHash(plan, hash);
  if (plan.status !== 'waiting-for-approval') {
    throw new Problem('conflict', `plan ${id} is ${plan.status}, not waiting for approval`, {
      reason: 'plan-not-waiting',
    });
  }
  if (verdict === 'approve' && plan.requestedBy.name === actor.name) {
    throw new Problem('refused', `plan ${id} was asked for by ${actor.name}: another person must approve it`, {
      reason: 'same-person',
    });
  }
  const given = { planId: id, planHash: hash, verdict, by: actor, at: SCRIPTED_AT };
  world.approvals.push({ ...given, ...(reason === undefined ? {} : { reason }) });
  const decided: Plan = { ...plan, status: verdict === 'reject' ? 'rejected' : 'approved' };
  world.plans.set(id, decided);
  const actions = { approve: 'plan.approved', reject: 'plan.rejected', 'break-glass': 'plan.broke-glass' } as const;
  record(world, actor, actions[verdict], { kind: 'plan', id });
  return decided;
}

function decideOne(world: World, actor: Actor, given: Verdict): BulkDecision {
  try {
    const { status, approvalsNeeded } = decide(world, actor, given);
    return { planId: given.id, kind: 'decided', status, given: 1, needed: approvalsNeeded };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { planId: given.id, kind: 'refused', reason: error.reason ?? error.code, detail: error.message };
  }
}

const planned = (plan: Plan, decision: Extract<PlanOutcome, { kind: 'planned' }>['decision']): PlanOutcome => ({
  kind: 'planned',
  plan,
  decision,
  explained: { decision, guards: [] },
});

type Executing = Pick<
  Trueup,
  'startExecution' | 'getExecution' | 'listExecutions' | 'cancelExecution' | 'remediateAutomatic'
>;

function executing(world: World, actor: Actor): Executing {
  const executionOf = (id: string): Execution => world.executions.get(id) ?? notFound('execution', id);
  return {
    async startExecution({ planId, hash }) {
      const plan = world.plans.get(planId) ?? notFound('plan', planId);
      sameHash(plan, hash);
      if (plan.status !== 'ready' && plan.status !== 'approved') {
        throw new Problem('conflict', `plan ${planId} is ${plan.status}`, { reason: 'plan-not-ready' });
      }
      const holder = [...world.executions.values()].find(
        (other) => other.resource?.arn === plan.resource.arn && other.phase !== 'finished',
      );
      if (holder) {
        const detail = `${plan.resource.arn} is held by execution ${holder.id}`;
        throw new Problem('conflict', detail, { reason: 'resource-locked' });
      }
      makeOthersStale(world, plan);
      const execution = scriptedExecution(world.executions.size + 1, plan, actor);
      world.executions.set(execution.id, execution);
      world.plans.set(planId, { ...plan, status: 'started' });
      record(world, actor, 'execution.started', { kind: 'execution', id: execution.id });
      return execution;
    },
    async getExecution({ id }) {
      const { findingId } = executionOf(id);
      if (findingId === undefined) {
        return { execution: lookAt(world, executionOf(id)), steps: [], journal: [], children: [] };
      }
      const { finding, script } = scriptedOf(world, findingId);
      const execution = oneLookLater(executionOf(id), script.outcome);
      world.executions.set(id, execution);
      if (execution.outcome === 'verified' && execution.kind === 'repair')
        keepFinding(world, { ...finding, workflow: 'RESOLVED' });
      return { execution, steps: scriptedSteps(execution), journal: [], children: [] };
    },
    listExecutions: async ({ parentId }) => ({
      items: [...world.executions.values()].filter(({ parent }) => parentId === undefined || parent?.id === parentId),
    }),
    async cancelExecution({ id }) {
      if (executionOf(id).phase === 'finished') {
        throw new Problem('conflict', `execution ${id} is finished`, { reason: 'already-finished' });
      }
      const cancelled: Execution = { ...executionOf(id), cancelRequestedAt: SCRIPTED_AT };
      world.executions.set(id, cancelled);
      return cancelled;
    },
    remediateAutomatic: async () => ({ started: 1, proposed: 1, left: { 'automation-paused': 1 } }),
  };
}

type Reporting = Pick<
  Trueup,
  | 'listRecords'
  | 'verifyRecords'
  | keyof ReturnType<typeof scriptedCheckpoints>
  | 'listControls'
  | 'getControl'
  | 'permissions'
>;

function reporting(world: World): Reporting {
  return {
    listRecords: async () => ({ items: world.records.toReversed() }),
    async verifyRecords({ head }) {
      const last = world.records.at(-1)?.hash ?? '0'.repeat(64);
      if (head !== undefined && head !== last) return { kind: 'broken', seq: 1, problem: `no record has hash ${head}` };
      return { kind: 'intact', records: world.records.length, head: last };
    },
    ...scriptedCheckpoints(() => world.records),
    listControls: async () => ({ items: [scriptedControl.control] }),
    getControl: async ({ id }) => (id === 'S3.8' ? scriptedControl : notFound('control', id)),
    permissions: async ({ format }) => ({
      text: format === 'iam' ? '{ "Version": "2012-10-17" }\n' : 'AWSTemplateFormatVersion: "2010-09-09"\n',
    }),
  };
}

/** What the execution changes is not what the other plans of the resource have seen. */
function makeOthersStale(world: World, started: Plan): void {
  for (const plan of world.plans.values()) {
    const open = plan.status === 'ready' || plan.status === 'waiting-for-approval' || plan.status === 'approved';
    if (open && plan.id !== started.id && plan.resource.arn === started.resource.arn) {
      world.plans.set(plan.id, { ...plan, status: 'stale' });
    }
  }
}

const open = (world: World): Finding[] =>
  world.findings.map(({ finding }) => finding).filter(({ workflow }) => workflow === 'NEW');

const left = (reason: Extract<PlanOutcome, { kind: 'left' }>['reason'], detail: string): PlanOutcome => ({
  kind: 'left',
  reason,
  detail,
});

function scriptedOf(world: World, id: string): ScriptedFinding {
  return world.findings.find(({ finding }) => finding.id === id) ?? notFound('finding', id);
}

function keepFinding(world: World, finding: Finding): void {
  const at = world.findings.findIndex((one) => one.finding.id === finding.id);
  const known = world.findings[at];
  if (known) world.findings[at] = { ...known, finding };
}

function sameHash(plan: Plan, hash: string): void {
  if (plan.hash === hash) return;
  throw new Problem('conflict', `plan ${plan.id} has hash ${plan.hash}; the hash given is of another plan`, {
    reason: 'plan-changed',
  });
}

function record(world: World, actor: Actor, action: AuditRecord['action'], subject: AuditRecord['subject']): void {
  const seq = world.records.length + 1;
  const previousHash = world.records.at(-1)?.hash ?? '0'.repeat(64);
  const hash = String(seq).padStart(64, 'c');
  world.records.push({ seq, at: SCRIPTED_AT, actor, action, subject, detail: {}, previousHash, hash });
}
