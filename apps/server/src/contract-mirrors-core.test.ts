import * as contract from '@trueup/api-contract';
import * as core from '@trueup/core';
import type { PlanOutcome, Refused } from '@trueup/engine';
import { expect, expectTypeOf, test } from 'vitest';

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
  expectTypeOf<core.JournalEntry>().toExtend<contract.JournalEntry>();
  expectTypeOf<core.Scan>().toExtend<contract.Scan>();
  expectTypeOf<core.AuditRecord>().toExtend<contract.AuditRecord>();
  expectTypeOf<core.Decision>().toExtend<contract.Decision>();
  expectTypeOf<core.Difference>().toExtend<contract.Difference>();
  expectTypeOf<core.Verification>().toExtend<contract.Verification>();
  expectTypeOf<Exclude<PlanOutcome, Refused>>().toExtend<contract.PlanOutcome>();
  expectTypeOf<contract.PlanOutcome['kind']>().toEqualTypeOf<Exclude<PlanOutcome, Refused>['kind']>();
});

test('no member of an engine value is lost on the way', () => {
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
  ['propose reasons', contract.proposeReason.options, core.PROPOSE_REASONS],
  ['unread reasons', contract.unreadReason.options, core.UNREAD_REASONS],
  ['partitions', contract.partition.options, core.PARTITIONS],
])('the wire knows the same %s as the engine', (_what, wire, engine) => {
  expect(wire).toEqual(engine);
});
