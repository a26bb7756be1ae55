import type { Answer, ApiCall, CallFailure, Door, JsonObject, Scope } from '@trueup/core';

/** One answer by `service Operation`: what AWS answers, or how the call fails. */
export type Script = Readonly<Record<string, (parameters: JsonObject, scope: Scope) => JsonObject | Failed>>;

export type Failed = Extract<Answer, { kind: 'failed' }>;

export interface ScriptedDoor extends Door {
  /** Every call made so far, in order. */
  readonly calls: readonly (ApiCall & { readonly scope: Scope; readonly mode: string })[];
}

/** A door that answers out of a script. A call that the script does not know is an error of the test. */
export function scriptedDoor(script: Script): ScriptedDoor {
  const calls: (ApiCall & { scope: Scope; mode: string })[] = [];
  return {
    calls,
    open: (scope, { mode }) => ({
      call(call) {
        calls.push({ ...call, scope, mode });
        const answer = script[`${call.service} ${call.operation}`];
        if (!answer) throw new Error(`the script has no answer for ${call.service} ${call.operation}`);
        const given = answer(call.parameters, scope);
        return Promise.resolve(isFailed(given) ? given : { kind: 'answered', output: given });
      },
    }),
    accessOf: () => 'read',
  };
}

function isFailed(given: JsonObject | Failed): given is Failed {
  return given['kind'] === 'failed';
}

export function failed(code: string, kind: CallFailure['kind'], httpStatus = 400): Failed {
  return { kind: 'failed', failure: { code, message: `${code} it is`, httpStatus, kind } };
}

/** Answers the pages one after the other, each naming the next by a token; a token it did not give is an error. */
export function paged(
  pages: readonly JsonObject[],
  answered: string,
  asked: string,
): (parameters: JsonObject) => JsonObject {
  return (parameters) => {
    const token = parameters[asked];
    const index = token === undefined ? 0 : Number(/^page-(\d+)$/.exec(String(token))?.[1]);
    const page = pages[index];
    if (!page) throw new Error(`no page has the token ${String(token)}`);
    return index + 1 < pages.length ? { ...page, [answered]: `page-${index + 1}` } : page;
  };
}
