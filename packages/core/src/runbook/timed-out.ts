import type { Instant } from '../value/instant.ts';
import { isJsonObject, type Json } from '../value/json.ts';
import type { Step } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { timedOutMessage } from './failure-message.ts';
import { ofRun, type InFlight } from './in-flight.ts';

/** automation-documents, 4.19. */
const AGENTS_MESSAGE =
  'Step timed out while step is verifying the SSM Agent availability on the target instance(s). ' +
  'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';

function isAwaitingAgents({ action }: Step, progress: Json | undefined): boolean {
  return action === 'aws:runCommand' && isJsonObject(progress) && progress['stage'] === 'agents';
}

export function timedOut({ step, started, progress }: InFlight, at: Instant): StepEvent {
  const message = isAwaitingAgents(step, progress) ? AGENTS_MESSAGE : timedOutMessage(step.action);
  return { kind: 'step.timed-out', ...ofRun(started), at, message };
}
