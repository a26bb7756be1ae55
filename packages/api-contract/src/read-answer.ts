import type { z } from 'zod';
import { Problem, problemFrom } from './problem.ts';

export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** What a server answered, checked against what was asked for. Throws the Problem that it tells, or that it is. */
export function readAnswer(baseUrl: string, name: string, schema: z.ZodType, { status, text }: Answered): unknown {
  if (status < 200 || status > 299) throw refusedAnswer(baseUrl, name, { status, text });
  const parsed = schema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.');
  throw new Problem(
    'internal',
    `the server at ${baseUrl} answered ${name} in a form that this client does not know (at '${place ?? ''}'): are both of the same version?`,
  );
}

/** The Problem of an answer that is no success. */
export function refusedAnswer(baseUrl: string, name: string, { status, text }: Answered): Problem {
  const told = problemFrom(parsedJson(text));
  return told ?? new Problem('unavailable', `the server at ${baseUrl} answered ${name} with HTTP ${status}`);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON did not come from Trueup; the caller says so.
    return undefined;
  }
}
