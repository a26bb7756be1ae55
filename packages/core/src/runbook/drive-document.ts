import type { Partition } from '../resource/resource.ts';
import { instantAfter, type Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { Command, Performed, Settled } from './command.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionContext, ExecutionState, StepEvent } from './execution-state.ts';
import { nextCommand } from './next-command.ts';
import { parseRunbook } from './parse-runbook.ts';
import { settle } from './settle.ts';

/** Drives documents in tests: the engine's loop without an engine, on a clock that only moves when it is waited for. */

export const START: Instant = '2026-01-31T09:30:00.000Z';

export const CONTEXT: ExecutionContext = {
  executionId: '4105a4fc-0000-4000-8000-0123456789ab',
  accountId: '111122223333' as ExecutionContext['accountId'],
  region: 'eu-west-1' as ExecutionContext['region'],
  partition: 'aws' satisfies Partition,
};

export type Perform = Extract<Command, { kind: 'perform' }>;
type Finish = Extract<Command, { kind: 'finish' }>;

export interface Driven {
  readonly finish: Finish;
  readonly log: readonly StepEvent[];
  /** What was performed, in order, every look of a wait included. */
  readonly performed: readonly Perform[];
  readonly now: Instant;
}

/** Parameters, a cancel, and a log to go on from. */
export interface DriveOptions extends Partial<Omit<ExecutionState, 'context'>> {
  readonly now?: Instant;
  /** How long each performance takes. */
  readonly performMs?: number;
}

/** Runs to the end. `perform` plays the world. Throws where the document does not end. */
export function drive(
  document: RunbookDocument,
  perform: (command: Perform) => Performed,
  { now: from = START, performMs = 0, log: before = [], ...rest }: DriveOptions = {},
): Driven {
  const log = [...before];
  const performed: Perform[] = [];
  let now = from;
  for (let count = 0; count < 10_000; count += 1) {
    const state: ExecutionState = { context: CONTEXT, parameters: {}, ...rest, log };
    const command = nextCommand(document, state, now);
    switch (command.kind) {
      case 'append':
        log.push(command.event);
        break;
      case 'wait':
        if (command.until === undefined) throw new Error(`waits for a signal at ${command.step ?? 'the next step'}`);
        if (command.until <= now) throw new Error(`waits until ${command.until}, which is past`);
        now = command.until;
        break;
      case 'perform': {
        performed.push(command);
        now = instantAfter(now, performMs);
        const settled = settleAll(document, state, command, perform, now);
        if (settled.kind === 'event') log.push(settled.event);
        else now = settled.at;
        break;
      }
      case 'undetermined':
        throw new Error(`undetermined: ${command.step}: ${command.reason}`);
      case 'finish':
        return { finish: command, log, performed, now };
      default:
        return unreachable(command);
    }
  }
  throw new Error('the document does not end');
}

/** Work that asks for more work is given it, as the engine does. */
function settleAll(
  document: RunbookDocument,
  state: ExecutionState,
  command: Perform,
  perform: (command: Perform) => Performed,
  now: Instant,
): Exclude<Settled, { kind: 'perform' }> {
  const settled = settle(document, state, perform(command), now);
  if (settled.kind !== 'perform') return settled;
  return settleAll(document, state, { ...command, work: settled.work }, perform, now);
}

/** The document of a text that has no fault. */
export function documentIn(text: string): RunbookDocument {
  const parsed = parseRunbook(text);
  if (parsed.kind === 'document') return parsed.document;
  throw new Error(parsed.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
}

/** A document of these steps, as JSON. */
export function documentOfSteps(mainSteps: readonly JsonObject[], rest: JsonObject = {}): RunbookDocument {
  return documentIn(JSON.stringify({ schemaVersion: '0.3', ...rest, mainSteps }));
}

/** A step that calls an API, the plainest there is. */
export function callStep(name: string, rest: JsonObject = {}): JsonObject {
  return { name, action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'DescribeInstances' }, ...rest };
}

export const ANSWERED: Performed = { kind: 'answered', result: {} };
export const TIMED_OUT: Performed = { kind: 'timed-out' };
export const FAILED: Performed = {
  kind: 'failed',
  retryable: false,
  code: 'DependencyViolation',
  failure: { stage: 'Invocation', type: 'Action', message: 'it has a dependent object' },
};
