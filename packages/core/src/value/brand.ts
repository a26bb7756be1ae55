declare const brand: unique symbol;

/** A string that only its own constructor makes, so that one id is never passed where another is meant. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };
