import type { Action } from './document.ts';

const CLOSING = 'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';

/** Failure messages in the service's own forms (automation-documents, 4.24). */
export function inputsFailedMessage(detail: string): string {
  return `Step fails when it is validating and resolving the step inputs. ${sentence(detail)} ${CLOSING}`;
}

export function actionFailedMessage(action: Action, detail: string): string {
  return `Step fails when it is ${phaseOf(action)}. ${sentence(detail)} ${CLOSING}`;
}

export function timedOutMessage(action: Action): string {
  return `Step timed out while step is ${phaseOf(action)}. ${CLOSING}`;
}

/** One call is executed; what takes longer is polled for. */
function phaseOf(action: Action): string {
  return action === 'aws:executeAwsApi' || action === 'aws:assertAwsResourceProperty' || action === 'aws:branch'
    ? 'Execute/Cancelling action'
    : 'Poll action status for completion';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export const STOPPED_MESSAGE = 'The step was stopped by a StopStep signal.';
