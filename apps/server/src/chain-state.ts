/** What the last look at the audit log said; undefined: there was none yet in this process. */
export type ChainState = 'intact' | 'broken' | undefined;
