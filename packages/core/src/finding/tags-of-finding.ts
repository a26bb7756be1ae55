import type { Asff } from './asff/asff.ts';

/** The tags of the resource as the reporter tells them; undefined: it tells none, so nobody has read them. */
export function tagsOfFinding({ Resources }: Asff): Readonly<Record<string, string>> | undefined {
  return Resources[0]?.Tags;
}
