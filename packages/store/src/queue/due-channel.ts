/** Notified in the transaction that makes an execution due. */
export const DUE_CHANNEL = 'trueup_due';
