/** What a client on the same machine needs to find the server; light, where the front door brings the whole engine. */
export { LOCAL_ADMIN } from './access/principal.ts';
export { readAdminToken } from './admin-token.ts';
export { InvalidPublicKey, trustedKeys } from './checkpoint-key.ts';
export { DEFAULT_CHECKPOINT_SETTINGS, type CheckpointSettings } from './checkpoint-settings.ts';
export { readPolicyFiles } from './policy-files.ts';
export { alreadyRunning, runningServer, type RunningServer } from './running-server.ts';
