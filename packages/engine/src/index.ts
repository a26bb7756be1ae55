export { createEngine, type Engine, type ScanSelection, type ScanStarted } from './engine.ts';
export { defaultTiming, PolicyUnreadable, type EngineParts, type EngineTiming, type Log } from './parts.ts';
export { REFUSALS, type Refused, type RefusalReason } from './refusal.ts';
export type { PlanOutcome } from './plan/make-plan.ts';
export type { AutomaticCounts } from './plan/remediate-automatically.ts';
export type { Started } from './execute/start-execution.ts';
export { entryOf } from './library.ts';
