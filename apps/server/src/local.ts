/** What a client on the same machine needs to find the server; light, where the front door brings the whole engine. */
export { readAdminToken } from './admin-token.ts';
export { alreadyRunning, runningServer, type RunningServer } from './running-server.ts';
