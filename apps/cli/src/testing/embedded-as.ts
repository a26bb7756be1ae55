import type { ScriptedTrueup } from '@trueup/api-contract/testing';
import { memoryAccess, memoryChanges } from '@trueup/server/testing';
import type { OpenEmbedded } from '../connect.ts';

/** A scripted Trueup in the place of the embedded one. `onClose` is told when it is closed. */
export function embeddedAs({ application }: ScriptedTrueup, onClose: () => void = () => undefined): OpenEmbedded {
  return async () => ({
    application,
    access: memoryAccess(),
    changes: memoryChanges(),
    bootstrapSecret: async () => undefined,
    startWorker: async () => undefined,
    ready: async () => undefined,
    startAwsApi: () => Promise.reject(new Error('not asked for')),
    close: async () => onClose(),
  });
}
