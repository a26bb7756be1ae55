export * from './memory-access.ts';
export * from './memory-changes.ts';
