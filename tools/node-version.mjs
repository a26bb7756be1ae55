// Plain JavaScript in old syntax: this file must run on the versions of Node that it turns away.
import process from 'node:process';

const WANTED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < WANTED) {
  console.error(
    `Node ${WANTED} is needed, this is Node ${process.versions.node}. ` +
      'Run "npm ci" without --omit=optional, which brings it along on Linux and macOS, or install Node 24.',
  );
  process.exit(1);
}
