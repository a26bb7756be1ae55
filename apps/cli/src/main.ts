import type { OpenEmbedded } from './connect.ts';
import { run } from './run.ts';

const openEmbedded: OpenEmbedded = async (settings, log) => {
  // Only now: the AWS SDK and the engine are not needed to talk to a server, nor to print help.
  const { compose, serverLog } = await import('@trueup/server');
  return compose({
    dataDir: settings.dataDir,
    policyPath: settings.policyPath,
    databaseUrl: settings.databaseUrl,
    endpoint: process.env['AWS_ENDPOINT_URL'],
    unsandboxedScripts: settings.unsandboxedScripts,
    checkpoints: settings.checkpoints,
    log: log ?? serverLog({ level: settings.debug ? 'debug' : 'error', destination: process.stderr }),
  });
};

// Whoever reads the output may stop reading: `trueup findings list | head`.
const readerGone = new AbortController();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  readerGone.abort();
});

process.exitCode = await run(process.argv.slice(2), openEmbedded, readerGone.signal);
// What is still on its way has nobody left to be told to.
if (readerGone.signal.aborted) process.exit();
