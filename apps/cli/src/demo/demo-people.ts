import { randomBytes } from 'node:crypto';
import type { Role, Trueup } from '@trueup/api-contract';

export interface DemoPerson {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Who may look around in a demo that is left running: enough for four eyes, with a second approver and an auditor. */
const PEOPLE: readonly DemoPerson[] = [
  { name: 'ann', roles: ['admin'] },
  { name: 'ben', roles: ['operator', 'approver'] },
  { name: 'cleo', roles: ['approver', 'auditor'] },
];

/** Lets them in, all with one new password. */
export async function admitPeople(
  trueup: Trueup,
): Promise<{ readonly people: readonly DemoPerson[]; readonly password: string }> {
  const password = randomBytes(12).toString('base64url');
  for (const { name, roles } of PEOPLE) {
    await trueup.createUser({ name, grants: roles.map((role) => ({ role })), password });
  }
  return { people: PEOPLE, password };
}
