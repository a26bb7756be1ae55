import { scriptedTrueup, type ScriptedTrueup } from '@trueup/api-contract/testing';

type Application = ReturnType<ScriptedTrueup['application']>;

/** A scripted Trueup with some operations in the place of its own. */
export function scriptedWith(change: (trueup: Application) => Partial<Application>): ScriptedTrueup {
  const scripted = scriptedTrueup();
  return {
    ...scripted,
    application: (actor) => {
      const trueup = scripted.application(actor);
      return { ...trueup, ...change(trueup) };
    },
  };
}
