import { everyStep, runtimeFamily, type RunbookDocument, type ScriptSupport } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** Refuses a document whose scripts could not run here, before its first step rather than in the middle. */
export async function checkScripts(
  { scripts }: Pick<EngineParts, 'scripts'>,
  document: RunbookDocument,
): Promise<Refused | undefined> {
  const steps = everyStep(document.mainSteps).filter(({ action }) => action === 'aws:executeScript');
  if (steps.length === 0) return undefined;
  const support = await scripts.support();
  if (!support.allowed) {
    const names = steps.map(({ name }) => name).join(', ');
    const detail = support.detail ?? 'there is no sandbox on this machine';
    return refused(
      'scripts-refused',
      `Steps ${names} run scripts, which are refused: ${detail}. Install bubblewrap, or give --unsandboxed-scripts.`,
    );
  }
  for (const { name, inputs } of steps) {
    const missing = missingRuntime(support, inputs['Runtime']);
    if (missing !== undefined) return refused('scripts-refused', `Step ${name}: ${missing}`);
  }
  return undefined;
}

/** A runtime that is only known once its reference is resolved is checked when the step runs. */
function missingRuntime({ runtimes }: ScriptSupport, runtime: unknown): string | undefined {
  const wanted = typeof runtime === 'string' ? runtimeFamily(runtime) : undefined;
  const found = runtimes.find(({ family }) => family === wanted);
  if (!found || found.version !== undefined) return undefined;
  return `runtime ${String(runtime)} is not on this machine${found.detail === undefined ? '' : `: ${found.detail}`}.`;
}
