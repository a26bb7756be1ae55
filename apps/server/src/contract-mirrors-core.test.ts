import * as contract from '@trueup/api-contract';
import * as core from '@trueup/core';
import type { ExceptionStanding, ExplainedFinding, PlanOutcome, Refused, RemediationStanding } from '@trueup/engine';
import { expect, expectTypeOf, test } from 'vitest';

type OutlineStep = core.RunbookOutline['graph']['steps'][number];

test('what the engine makes can be sent as it is', () => {
  expectTypeOf<core.Finding>().toExtend<contract.Finding>();
  expectTypeOf<core.Plan>().toExtend<contract.Plan>();
  expectTypeOf<core.Approval>().toExtend<contract.Approval>();
  expectTypeOf<core.Execution>().toExtend<contract.Execution>();
  expectTypeOf<core.StepExecution>().toExtend<contract.StepExecution>();
  expectTypeOf<core.SsmAutomationExecution>().toExtend<contract.AutomationExecution>();
  expectTypeOf<core.StoredDocument>().toExtend<contract.StoredDocument>();
  expectTypeOf<core.DocumentVersion>().toExtend<contract.DocumentVersion>();
  expectTypeOf<core.AccessKey>().toExtend<contract.AccessKey>();
  expectTypeOf<keyof core.AccessKey>().toEqualTypeOf<keyof contract.AccessKey>();
  expectTypeOf<contract.Role>().toEqualTypeOf<core.Role>();
  expectTypeOf<core.Grant>().toExtend<contract.Grant>();
  expectTypeOf<core.JournalEntry>().toExtend<contract.JournalEntry>();
  expectTypeOf<core.Scan>().toExtend<contract.Scan>();
  expectTypeOf<core.AuditRecord>().toExtend<contract.AuditRecord>();
  expectTypeOf<core.Checkpoint>().toExtend<contract.Checkpoint>();
  expectTypeOf<core.Limit>().toExtend<contract.Limit>();
  expectTypeOf<core.Diagnostic>().toExtend<contract.DocumentDiagnostic>();
  expectTypeOf<core.RunbookOutline['graph']>().toExtend<contract.DocumentGraph>();
  expectTypeOf<core.RunbookOutline['parameters'][number]>().toExtend<contract.DeclaredParameter>();
  expectTypeOf<core.Decision>().toExtend<contract.Decision>();
  expectTypeOf<core.Explained>().toExtend<contract.Explained>();
  expectTypeOf<Omit<ExplainedFinding, 'kind'>>().toExtend<contract.ExplainedFinding>();
  expectTypeOf<core.StoredDecision>().toExtend<contract.StoredDecision>();
  expectTypeOf<core.Exception>().toExtend<contract.Exception>();
  expectTypeOf<ExceptionStanding>().toExtend<contract.ExceptionStanding>();
  expectTypeOf<core.KillSwitch>().toExtend<contract.KillSwitch>();
  expectTypeOf<RemediationStanding>().toExtend<contract.RemediationStanding>();
  expectTypeOf<core.Difference>().toExtend<contract.Difference>();
  expectTypeOf<core.Verification>().toExtend<contract.Verification>();
  expectTypeOf<core.Urgency>().toExtend<contract.Urgency>();
  expectTypeOf<core.Incident>().toExtend<contract.Incident>();
  expectTypeOf<core.FindingHistoryEntry>().toExtend<contract.FindingHistoryEntry>();
  expectTypeOf<core.AutomationRule>().toExtend<contract.AutomationRule>();
  expectTypeOf<core.ActionTarget>().toExtend<contract.ActionTarget>();
  expectTypeOf<core.Insight>().toExtend<contract.Insight>();
  expectTypeOf<core.SavedView>().toExtend<contract.SavedView>();
  expectTypeOf<core.EventRule>().toExtend<contract.EventRule>();
  expectTypeOf<core.Delivery>().toExtend<contract.Delivery>();
  expectTypeOf<core.EventArchive>().toExtend<contract.EventArchive>();
  expectTypeOf<core.EventReplay>().toExtend<contract.EventReplay>();
  expectTypeOf<core.PoisonMessage>().toExtend<contract.PoisonMessage>();
  expectTypeOf<core.ControlGroup>().toExtend<contract.ControlGroup>();
  expectTypeOf<core.ControlStanding>().toExtend<contract.ControlStanding>();
  expectTypeOf<core.ScoreSnapshot>().toExtend<contract.ScoreSnapshot>();
  expectTypeOf<core.FindingTrendDay>().toExtend<contract.FindingTrendDay>();
  expectTypeOf<core.AccountCoverage>().toExtend<contract.AccountCoverage>();
  expectTypeOf<Exclude<PlanOutcome, Refused>>().toExtend<contract.PlanOutcome>();
  expectTypeOf<contract.PlanOutcome['kind']>().toEqualTypeOf<Exclude<PlanOutcome, Refused>['kind']>();
});

test('a target that the contract takes is one that the engine can send to', () => {
  expectTypeOf<contract.EventTarget>().toExtend<core.EventTarget>();
  expectTypeOf<contract.TargetAddress['kind']>().toEqualTypeOf<core.TargetAddress['kind']>();
});

test('no member of an engine value is lost on the way', () => {
  expectTypeOf<keyof core.Explained>().toEqualTypeOf<keyof contract.Explained>();
  expectTypeOf<keyof core.GuardResult>().toEqualTypeOf<keyof contract.GuardResult>();
  expectTypeOf<keyof core.ExplainedLine>().toEqualTypeOf<keyof contract.ExplainedLine>();
  expectTypeOf<keyof Omit<ExplainedFinding, 'kind'>>().toEqualTypeOf<keyof contract.ExplainedFinding>();
  expectTypeOf<keyof core.StoredDecision>().toEqualTypeOf<keyof contract.StoredDecision>();
  expectTypeOf<keyof core.TargetScope>().toEqualTypeOf<keyof contract.TargetScope>();
  expectTypeOf<keyof core.Exception>().toEqualTypeOf<keyof contract.Exception>();
  expectTypeOf<keyof ExceptionStanding>().toEqualTypeOf<keyof contract.ExceptionStanding>();
  expectTypeOf<keyof core.KillSwitch>().toEqualTypeOf<keyof contract.KillSwitch>();
  expectTypeOf<keyof RemediationStanding>().toEqualTypeOf<keyof contract.RemediationStanding>();
  expectTypeOf<keyof core.Priority>().toEqualTypeOf<keyof contract.Finding['priority']>();
  expectTypeOf<keyof core.Incident>().toEqualTypeOf<keyof contract.Incident>();
  expectTypeOf<keyof core.Investigation>().toEqualTypeOf<keyof contract.Investigation>();
  expectTypeOf<keyof core.ChangeEvent>().toEqualTypeOf<keyof contract.ChangeEvent>();
  expectTypeOf<keyof core.FindingSource>().toEqualTypeOf<keyof contract.FindingSource>();
  // What was evaluated is counted apart, and kept for a while.
  expectTypeOf<keyof core.ControlGroup | 'evaluated'>().toEqualTypeOf<keyof contract.ControlGroup>();
  expectTypeOf<keyof core.FindingHistoryEntry>().toEqualTypeOf<keyof contract.FindingHistoryEntry>();
  expectTypeOf<keyof core.AutomationRule>().toEqualTypeOf<keyof contract.AutomationRule>();
  expectTypeOf<keyof core.FindingUpdate>().toEqualTypeOf<keyof contract.AutomationRule['update']>();
  expectTypeOf<keyof core.Insight>().toEqualTypeOf<keyof contract.Insight>();
  expectTypeOf<keyof core.SavedView>().toEqualTypeOf<keyof contract.SavedView>();
  expectTypeOf<keyof core.EventTarget>().toEqualTypeOf<keyof contract.EventTarget>();
  expectTypeOf<keyof core.EventRule>().toEqualTypeOf<keyof contract.EventRule>();
  expectTypeOf<keyof core.EventEnvelope>().toEqualTypeOf<keyof contract.EventEnvelope>();
  expectTypeOf<keyof core.Delivery>().toEqualTypeOf<keyof contract.Delivery>();
  expectTypeOf<keyof core.EventArchive>().toEqualTypeOf<keyof contract.EventArchive>();
  // Where to read on is the worker's own.
  expectTypeOf<Exclude<keyof core.EventReplay, 'cursor'>>().toEqualTypeOf<keyof contract.EventReplay>();
  expectTypeOf<keyof core.PoisonMessage>().toEqualTypeOf<keyof contract.PoisonMessage>();
  expectTypeOf<keyof core.ScoreSnapshot>().toEqualTypeOf<keyof contract.ScoreSnapshot>();
  expectTypeOf<keyof core.OpenFindings>().toEqualTypeOf<keyof contract.OpenFindings>();
  expectTypeOf<keyof core.FindingTrendDay>().toEqualTypeOf<keyof contract.FindingTrendDay>();
  expectTypeOf<keyof core.AccountCoverage>().toEqualTypeOf<keyof contract.AccountCoverage>();
  expectTypeOf<keyof core.OverviewMeasures['repairs'] | 'secondsToRemediate'>().toEqualTypeOf<
    keyof contract.RemediationOutcomes
  >();
  expectTypeOf<keyof core.Finding>().toEqualTypeOf<keyof contract.Finding>();
  expectTypeOf<keyof core.Plan>().toEqualTypeOf<keyof contract.Plan>();
  expectTypeOf<keyof core.Approval>().toEqualTypeOf<keyof contract.Approval>();
  expectTypeOf<keyof core.Execution>().toEqualTypeOf<keyof contract.Execution>();
  expectTypeOf<keyof core.StepExecution>().toEqualTypeOf<keyof contract.StepExecution>();
  expectTypeOf<keyof core.SsmAutomationExecution>().toEqualTypeOf<keyof contract.AutomationExecution>();
  expectTypeOf<keyof core.SsmStepExecution>().toEqualTypeOf<keyof contract.AutomationStepExecution>();
  expectTypeOf<keyof core.ExecutionSpread>().toEqualTypeOf<keyof contract.ExecutionSpread>();
  expectTypeOf<keyof core.SpreadChild>().toEqualTypeOf<keyof contract.SpreadChild>();
  expectTypeOf<keyof core.TargetLocation>().toEqualTypeOf<keyof contract.TargetLocation>();
  expectTypeOf<keyof core.StoredDocument>().toEqualTypeOf<keyof contract.StoredDocument>();
  expectTypeOf<keyof core.DocumentVersion>().toEqualTypeOf<keyof contract.DocumentVersion>();
  expectTypeOf<keyof core.AccessKey>().toEqualTypeOf<keyof contract.AccessKey>();
  expectTypeOf<keyof core.JournalEntry>().toEqualTypeOf<keyof contract.JournalEntry>();
  expectTypeOf<keyof core.Scan>().toEqualTypeOf<keyof contract.Scan>();
  expectTypeOf<keyof core.AuditRecord>().toEqualTypeOf<keyof contract.AuditRecord>();
  expectTypeOf<keyof core.Checkpoint>().toEqualTypeOf<keyof contract.Checkpoint>();
  expectTypeOf<keyof core.Limit>().toEqualTypeOf<keyof contract.Limit>();
  expectTypeOf<keyof core.BreakerSettings>().toEqualTypeOf<keyof contract.PolicyView['breakers'][number]>();
  expectTypeOf<keyof core.FlapSettings>().toEqualTypeOf<keyof contract.PolicyView['flaps']>();
  expectTypeOf<keyof core.Diagnostic>().toEqualTypeOf<keyof contract.DocumentDiagnostic>();
  expectTypeOf<keyof core.RunbookOutline['graph']>().toEqualTypeOf<keyof contract.DocumentGraph>();
  expectTypeOf<keyof OutlineStep>().toEqualTypeOf<keyof contract.GraphStep>();
  expectTypeOf<keyof OutlineStep['next'][number]>().toEqualTypeOf<keyof contract.GraphEdge>();
  expectTypeOf<keyof core.RunbookOutline['parameters'][number]>().toEqualTypeOf<keyof contract.DeclaredParameter>();
});

test.each([
  ['severities', contract.severity.options, core.SEVERITIES],
  ['risks', contract.risk.options, core.RISKS],
  ['workflow statuses', contract.workflowStatus.options, core.WORKFLOW_STATUSES],
  ['record states', contract.recordState.options, core.RECORD_STATES],
  ['plan statuses', contract.planStatus.options, core.PLAN_STATUSES],
  ['phases', contract.phase.options, core.PHASES],
  ['outcomes', contract.outcome.options, core.OUTCOMES],
  ['automation statuses', contract.automationStatus.options, core.AUTOMATION_STATUSES],
  ['execution modes', contract.executionMode.options, core.EXECUTION_MODES],
  ['step statuses', contract.stepStatus.options, core.STEP_STATUSES],
  ['record actions', contract.recordAction.options, core.RECORD_ACTIONS],
  ['leave reasons', contract.leaveReason.options, core.LEAVE_REASONS],
  ['modes', contract.mode.options, core.MODES],
  ['what a limit counts together', contract.limitKey.options, core.LIMIT_KEYS],
  ['guards', contract.guard.options, core.GUARDS],
  ['propose reasons', contract.proposeReason.options, core.PROPOSE_REASONS],
  ['unread reasons', contract.unreadReason.options, core.UNREAD_REASONS],
  ['partitions', contract.partition.options, core.PARTITIONS],
  ['compliance statuses', contract.complianceStatus.options, core.COMPLIANCE_STATUSES],
  ['groups of findings', contract.findingGroup.options, core.FINDING_GROUPS],
  ['orders of findings', contract.findingOrder.options, core.FINDING_ORDERS],
  ['standards', contract.standardId.options, core.STANDARD_IDS],
  ['statuses of deliveries', contract.deliveryStatus.options, core.DELIVERY_STATUSES],
  ['states of replays', contract.replayState.options, core.REPLAY_STATES],
  ['languages', contract.locale.options, core.LOCALES],
  ['kinds of targets', contract.targetAddress.options.map(({ shape }) => shape.kind.value), core.TARGET_KINDS],
])('the wire knows the same %s as the engine', (_what, wire, engine) => {
  expect(wire).toEqual(engine);
});
