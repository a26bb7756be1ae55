/** What those who place exceptions, and the sweep over them, take turns on. See RunStore.holdKeys. */
export const EXCEPTIONS_KEY = 'exceptions';
