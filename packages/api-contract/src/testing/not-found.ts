import { Problem } from '../problem.ts';

export function notFound(what: string, id: string): never {
  throw new Problem('not-found', `no ${what} ${id}`);
}
