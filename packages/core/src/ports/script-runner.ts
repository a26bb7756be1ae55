import type { Json, JsonObject } from '../value/json.ts';

export interface ScriptJob {
  /** Such as `python3.11`. */
  readonly runtime: string;
  readonly handler: string;
  readonly script: string;
  readonly payload: JsonObject;
  readonly timeoutMs: number;
}

/** `output` is what the script wrote, cut at 100 KB. */
export type ScriptResult =
  | { readonly kind: 'returned'; readonly payload: Json; readonly output: string }
  /** `message` is `Type - message` with the script's own traceback lines before it. */
  | { readonly kind: 'failed'; readonly message: string; readonly output: string }
  | { readonly kind: 'timed-out'; readonly output: string };

/** Runs a script in a process of its own that holds no credentials. */
export interface ScriptRunner {
  run(job: ScriptJob): Promise<ScriptResult>;
  close(): Promise<void>;
}
