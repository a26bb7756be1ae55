import { scriptedTrueup } from '@trueup/api-contract/testing';
import { memoryAccess, memoryChanges } from '@trueup/server/testing';
import type { OpenEmbedded } from '../connect.ts';
import { run } from '../run.ts';
import { catchOutput } from './catch-output.ts';
import type { CliResult } from './spawn-cli.ts';

/** A scripted Trueup in the place of the embedded one. It tells what is asked of it on standard error. */
const scriptedEmbedded: OpenEmbedded = async ({ dataDir }) => {
  const tell = (what: string): void => void process.stderr.write(`embedded: ${what}\n`);
  tell(`opened on ${dataDir}`);
  return {
    application: (actor) => {
      tell(`application for ${actor.name}`);
      return scriptedTrueup().application(actor);
    },
    access: memoryAccess(),
    changes: memoryChanges(),
    bootstrapSecret: async () => undefined,
    startWorker: async () => tell('worker started'),
    ready: async () => undefined,
    startAwsApi: async () => ({ address: 'http://127.0.0.1:9', close: async () => undefined }),
    close: async () => tell('closed'),
  };
};

/** Runs a command line in this process, one at a time: what it writes is caught. */
export async function runHere(
  args: readonly string[],
  openEmbedded = scriptedEmbedded,
  readerGone?: AbortSignal,
): Promise<CliResult> {
  const { value, stdout, stderr } = await catchOutput(() => run(args, openEmbedded, readerGone));
  return { code: value, stdout, stderr };
}
