import type { DeliveryOutcome } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';
import { guardedRequest, type Answered } from '../guard/guarded-request.ts';
import { outcomeOf } from '../outcome-of.ts';

export const USER_AGENT = 'Trueup';

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isSecret: boolean;
  /** What of an answer may be told. Absent: nothing, for it may repeat what was sent. */
  readonly said?: (answer: Answered) => string;
}

/** One POST that is delivered when it is answered with 2xx. */
export async function post(
  parts: DeliveryParts,
  { said, ...request }: Post,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const headers = { ...request.headers, accept: '*/*', 'user-agent': USER_AGENT };
  const answer = await guardedRequest(parts, { ...request, headers, method: 'POST' }, signal);
  const told = answer.kind === 'answered' ? (said?.(answer) ?? '') : '';
  return outcomeOf(answer, { host: URL.parse(request.url)?.host ?? 'the target', clock: parts.clock, said: told });
}
