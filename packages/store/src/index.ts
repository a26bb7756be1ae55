export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
export type { Log } from './log.ts';
export { postgresStore } from './postgres-store.ts';
export { thisProcess as leaseOwner } from './process/process-identity.ts';
export { InvalidPageRequest } from './queries/page.ts';
export { StoreUnavailable, type StoreFault } from './store-unavailable.ts';
export type { TransferCounts } from './transfer/export-format.ts';
export { exportStore, type TransferOptions } from './transfer/export-store.ts';
export { ImportRefused, importStore } from './transfer/import-store.ts';
