import { currentDecision } from './decide/current-decision.ts';
import { decidePlans } from './approve/decide-plans.ts';
import { explainFinding } from './decide/explain-finding.ts';
import {
  createActionTarget,
  deleteActionTarget,
  fireOnFindings,
  fireOnInsight,
  updateActionTarget,
} from './definition/action-targets.ts';
import {
  createAutomationRule,
  deleteAutomationRule,
  listAutomationRules,
  updateAutomationRule,
} from './definition/automation-rules.ts';
import { createArchive, deleteArchive, updateArchive } from './definition/event-archives.ts';
import {
  deleteEventRule,
  listEventRules,
  putEventRule,
  putEventTargets,
  removeEventTargets,
  setEventRuleEnabled,
} from './definition/event-rules.ts';
import {
  createInsight,
  deleteInsight,
  deleteView,
  insightGroups,
  saveView,
  updateInsight,
} from './definition/insights.ts';
import { changeStandards, standardSettings } from './definition/standards.ts';
import { putEvents, sendTest } from './event/put-events.ts';
import { cancelReplay, startReplay } from './event/run-replays.ts';
import { importFindings } from './finding/import-findings.ts';
import { updateFindings } from './finding/update-findings.ts';
import { changeException, placeException, removeException } from './oversight/exceptions.ts';
import { turnKillSwitchOff, turnKillSwitchOn } from './oversight/kill-switches.ts';
import { listExceptions, showException } from './oversight/list-exceptions.ts';
import { listRemediations } from './oversight/list-remediations.ts';
import { changeRequestOf } from './investigate/change-request-of.ts';
import { incidentOf } from './investigate/incident-of.ts';
import { investigateFinding } from './investigate/investigate-finding.ts';
import type { EngineParts } from './parts.ts';
import { applyPolicy } from './policy/apply-policy.ts';
import { policyEffect } from './policy/policy-effect.ts';
import { unprovenLines } from './policy/unproven-lines.ts';
import { exportRecords } from './records/export-records.ts';
import { removeRecords } from './records/remove-records.ts';
import { signCheckpoint } from './records/sign-checkpoint.ts';
import { verifyRecords } from './records/verify-records.ts';
import { importObject } from './source/import-object.ts';
import { importStream } from './source/import-stream.ts';
import { replayPoison } from './source/replay-poison.ts';

const OPERATIONS = {
  currentDecision,
  importFindings,
  importStream,
  importObject,
  replayPoison,
  investigateFinding,
  incidentOf,
  changeRequestOf,
  updateFindings,
  createAutomationRule,
  updateAutomationRule,
  deleteAutomationRule,
  listAutomationRules,
  createActionTarget,
  updateActionTarget,
  deleteActionTarget,
  fireOnFindings,
  fireOnInsight,
  createInsight,
  updateInsight,
  deleteInsight,
  insightGroups,
  saveView,
  deleteView,
  putEventRule,
  setEventRuleEnabled,
  putEventTargets,
  removeEventTargets,
  deleteEventRule,
  listEventRules,
  createArchive,
  updateArchive,
  deleteArchive,
  startReplay,
  cancelReplay,
  putEvents,
  sendTest,
  standardSettings,
  changeStandards,
  placeException,
  changeException,
  removeException,
  listExceptions,
  showException,
  turnKillSwitchOn,
  turnKillSwitchOff,
  listRemediations,
  decidePlans,
  explainFinding,
  applyPolicy,
  policyEffect,
  unprovenLines,
  verifyRecords,
  signCheckpoint,
  removeRecords,
  exportRecords,
};

type Bound<F> = F extends (parts: never, ...given: infer Given) => infer Result ? (...given: Given) => Result : never;

/** What can be asked about findings, what is defined about them, and events: each documented where it stands. */
export type FindingOperations = { readonly [K in keyof typeof OPERATIONS]: Bound<(typeof OPERATIONS)[K]> };

export function findingOperations(parts: EngineParts): FindingOperations {
  const bound = Object.entries(OPERATIONS).map(([name, run]) => [
    name,
    (...given: unknown[]) => (run as (parts: EngineParts, ...given: unknown[]) => unknown)(parts, ...given),
  ]);
  return Object.fromEntries(bound) as FindingOperations;
}
