export { listening, type ListeningOptions } from './access/listening.ts';
export { oidcSettings } from './access/oidc-settings.ts';
export { compose, type ComposeOptions, type Composition } from './compose.ts';
export { ownIdentity } from './own-identity.ts';
export { serverLog } from './server-log.ts';
export { DEFAULT_PORT, startServer, type ServerOptions, type StartedServer } from './start-server.ts';
export { stopSignal } from './stop-signal.ts';
export { exportTo, importFrom } from './transfer-store.ts';
