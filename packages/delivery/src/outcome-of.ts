import type { Clock, DeliveryOutcome } from '@trueup/core';
import type { Answered, GuardedAnswer } from './guard/guarded-request.ts';

/** EventBridge asks again for a day at most. */
const LONGEST_WAIT_MS = 86_400_000;

/** What an answer means for a delivery. `host` is for the message; `said`: what the target told, without secrets. */
export function outcomeOf(
  answer: GuardedAnswer,
  { host, clock, said = '' }: { readonly host: string; readonly clock: Clock; readonly said?: string },
): DeliveryOutcome {
  switch (answer.kind) {
    case 'not-allowed':
      return refusal(answer.reason);
    case 'unanswered':
      return { kind: 'failed', code: answer.code, message: answer.reason };
    case 'answered': {
      const { status } = answer;
      if (status >= 200 && status < 300) return { kind: 'delivered', detail: `HTTP ${status}` };
      const message = `${host} answered HTTP ${status}${said === '' ? '' : `: ${said}`}`;
      if (mayPass(status)) return { kind: 'failed', code: failedCode(status), message, ...retryAfter(answer, clock) };
      return { kind: 'refused', code: refusedCode(status), message };
    }
  }
}

/** The address or what belongs to it is not right: no further attempt would help. */
export function refusal(message: string): DeliveryOutcome {
  return { kind: 'refused', code: 'INVALID_PARAMETER', message };
}

function mayPass(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

function failedCode(status: number): string {
  if (status === 429) return 'THROTTLING';
  return status === 408 || status === 504 ? 'TIMEOUT' : 'ERROR_FROM_TARGET';
}

function refusedCode(status: number): string {
  if (status === 401 || status === 403 || status === 407) return 'NO_PERMISSIONS';
  if (status === 404 || status === 410) return 'NO_RESOURCE';
  // A redirect without end or without a place is a wrong address.
  if (status < 400 || [400, 405, 411, 413, 414, 415, 422, 431].includes(status)) return 'INVALID_PARAMETER';
  return 'ERROR_FROM_TARGET';
}

/** RFC 9110, 10.2.3: seconds or a date. */
function retryAfter({ headers }: Answered, clock: Clock): { readonly afterMs?: number } {
  const given = headers['retry-after']?.trim() ?? '';
  const date = /^[A-Z][a-z]{2,8},? /.test(given) ? Date.parse(given) : NaN;
  const ms = /^\d{1,9}$/.test(given) ? Number(given) * 1_000 : date - Date.parse(clock.now());
  return Number.isNaN(ms) ? {} : { afterMs: Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) };
}
