import { z } from 'zod';
import { list } from './schema/list.ts';

/** Every way in which an operation can fail. Closed list. */
export const PROBLEM_CODES = [
  'not-found',
  'invalid',
  'refused',
  'conflict',
  'unauthenticated',
  'forbidden',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

const kinds: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  'not-found': { status: 404, title: 'There is no such thing' },
  invalid: { status: 400, title: 'The request is not valid' },
  refused: { status: 422, title: 'Refused' },
  conflict: { status: 409, title: 'In conflict with the present state' },
  unauthenticated: { status: 401, title: 'Not logged in' },
  forbidden: { status: 403, title: 'Not allowed' },
  unavailable: { status: 503, title: 'Not available now' },
  internal: { status: 500, title: 'Trueup failed' },
};

/** One fault of an input: where it is, such as `controls[0]`, and what would be accepted. */
const inputFault = z.object({ path: z.string(), message: z.string() });
export type InputFault = z.output<typeof inputFault>;

/** Problem details as of RFC 9457, `application/problem+json`. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(PROBLEM_CODES),
  /** Why the engine refused, out of its own closed list. */
  reason: z.string().exactOptional(),
  faults: list(inputFault).exactOptional(),
});
export type ProblemDetails = z.output<typeof problemDetails>;

export interface ProblemOptions {
  /** An HTTP status that says more than the code's own. */
  readonly status?: number;
  readonly reason?: string;
  readonly faults?: readonly InputFault[];
  readonly cause?: unknown;
}

/** The one error of every operation. `message` is the detail: one line, for people, free of secrets. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly reason: string | undefined;
  readonly faults: readonly InputFault[] | undefined;

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? kinds[code].status;
    this.reason = options.reason;
    this.faults = options.faults;
  }

  details(): ProblemDetails {
    return {
      type: `urn:trueup:problem:${this.code}`,
      title: kinds[this.code].title,
      status: this.status,
      detail: this.message,
      code: this.code,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.faults === undefined ? {} : { faults: this.faults }),
    };
  }
}

/** The problem that an answer's body describes; undefined when it describes none. */
export function problemFrom(body: unknown): Problem | undefined {
  const parsed = problemDetails.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, detail, status, reason, faults } = parsed.data;
  return new Problem(code, detail, {
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(faults === undefined ? {} : { faults }),
  });
}
