import { region, type AccountId, type DoorSession, type JsonObject, type Region, type Scope } from '@trueup/core';
import { awsDoor } from '@trueup/aws';
import { randomInt } from 'node:crypto';

/** An account of the stand-in that no other test uses. Calls throw when AWS refuses them. */
export interface LabAws extends Scope {
  call(service: string, operation: string, parameters?: JsonObject): Promise<JsonObject>;
  /** The same without throwing: a refusal is an answer. */
  readonly session: DoorSession;
  /** The same account in another region. */
  in(name: string): LabAws;
}

export function freshAccount(): AccountId {
  return String(randomInt(100_000_000_000, 999_999_999_999)) as AccountId;
}

export function labAws(endpoint: string, accountId: AccountId, name: Region = region('us-east-1')): LabAws {
  const door = awsDoor({ endpoint, accountOf: () => ({ role: 'TestSetup' }) });
  const scope: Scope = { accountId, region: name, partition: 'aws' };
  const session: DoorSession = door.open(scope, { mode: 'live' });
  return {
    ...scope,
    session,
    in: (other) => labAws(endpoint, accountId, region(other)),
    async call(service, operation, parameters = {}) {
      const answer = await session.call({ service, operation, parameters });
      if (answer.kind === 'answered') return answer.output;
      throw new Error(
        answer.kind === 'failed'
          ? `${service}:${operation}: ${answer.failure.code}: ${answer.failure.message}`
          : `${service}:${operation} was not sent`,
      );
    },
  };
}
