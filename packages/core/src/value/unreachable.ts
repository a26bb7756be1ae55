/** Ends a switch over a union: a new member that is not handled is a type error here, and a bug at run time. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
