import type { EngineParts } from '../parts.ts';

/** What the operations on stored documents need of the engine. */
export type DocumentParts = Pick<EngineParts, 'store' | 'door' | 'clock' | 'digest'>;
