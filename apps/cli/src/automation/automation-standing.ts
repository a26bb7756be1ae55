import type { AutomationExecution, AutomationStepExecution } from '@trueup/api-contract';

/** Whether an execution or a step has come to its end, by its status. */
export function isEnded(status: string): boolean {
  return ['Success', 'Failed', 'TimedOut', 'Cancelled', 'Exited'].includes(status);
}

/** The steps that may be started next in Interactive mode. */
export function nextStepsOf({ StepExecutions }: AutomationExecution): readonly string[] {
  const last = StepExecutions.findLast(({ StepStatus }) => isEnded(StepStatus));
  if (last) return last.ValidNextSteps ?? [];
  return StepExecutions.slice(0, 1).map(({ StepName }) => StepName);
}

/** Whom an aws:approve step asks. AWS shows inputs as JSON text. */
export function approversOf({ Inputs }: AutomationStepExecution): readonly string[] {
  const text = Inputs['Approvers'];
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map(String) : [String(parsed)];
  } catch {
    // Not JSON: one name as it stands.
    return [text];
  }
}
