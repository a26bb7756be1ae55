export { createEngine, type Engine, type ScanSelection, type ScanStarted } from './engine.ts';
export { defaultTiming, PolicyUnreadable, type EngineParts, type EngineTiming, type Log } from './parts.ts';
export { REFUSALS, type Refused, type RefusalReason } from './refusal.ts';
export type { PlanOutcome } from './plan/plan-outcome.ts';
export type { AutomaticCounts } from './plan/remediate-automatically.ts';
export type { Started } from './execute/start-execution.ts';
export { entryOf } from './library.ts';
export { createDocument, type CreateDocument } from './document/create-document.ts';
export { deleteDocument, type DeleteDocument, type DocumentDeleted } from './document/delete-document.ts';
export type { DocumentParts } from './document/document-parts.ts';
export {
  findDocument,
  ownedDocument,
  shownVersions,
  type DocumentWanted,
  type FoundDocument,
} from './document/find-document.ts';
export { importDocument, type DocumentImported, type ImportDocument } from './document/import-document.ts';
export type { DocumentKept } from './document/keep-version.ts';
export type { AttachmentContent, AttachmentSource } from './document/read-attachments.ts';
export { setDefaultVersion } from './document/set-default-version.ts';
export { shareDocument, type ShareDocument } from './document/share-document.ts';
export { updateDocument, type UpdateDocument } from './document/update-document.ts';
export type {
  AutomationPlanned,
  Automations,
  AutomationStarted,
  DocumentSelection,
  PlanAutomation,
  SignalRequest,
  StartAutomation,
} from './automation/automations.ts';
export type { OutsideKind, OutsideParts, Post } from './parts.ts';
export type { FindingOperations } from './operations.ts';
export type { ImportOutcome } from './finding/import-findings.ts';
export type { UpdateOutcome } from './finding/update-findings.ts';
export type { InvalidInput } from './definition/automation-rules.ts';
export { accountOf } from './account-of.ts';
export { testPattern } from './event/put-events.ts';
export type { ExplainedFinding } from './decide/explain-finding.ts';
export { windowCalendar } from './decide/window-calendar.ts';
export { killSwitches } from './oversight/kill-switches.ts';
export type { ExceptionStanding } from './oversight/list-exceptions.ts';
export type { RemediationStanding } from './oversight/list-remediations.ts';
