import type { Scope } from '../resource/resource.ts';
import type { ApiCall } from '../runbook/command.ts';
import type { Json, JsonObject } from '../value/json.ts';
import type { SessionOptions } from './door.ts';

export interface ScriptJob {
  /** Such as `python3.11`, `nodejs20.x` or `PowerShell 7.4`. */
  readonly runtime: string;
  /** A function's name, or `file.function` with an attachment. Absent for PowerShell. */
  readonly handler?: string;
  /** Absent: the attachment holds all of it. */
  readonly script?: string;
  /** A `.py`, `.js`, `.mjs` or `.zip` file. */
  readonly attachment?: { readonly name: string; readonly content: Uint8Array };
  readonly payload: JsonObject;
  readonly timeoutMs: number;
  /** Kills the script, which then counts as failed. */
  readonly signal?: AbortSignal;
  /**
   * How the script reaches AWS: through the gateway, as this session would. Its journal gets every call; in plan mode
   * reads pass and writes are told to `planned`. Absent: the script reaches nothing.
   */
  readonly aws?: {
    readonly scope: Scope;
    readonly session: SessionOptions;
    readonly planned?: (call: ApiCall) => void;
  };
}

/** `output` is what the script wrote, cut at 100 KB. */
export type ScriptResult =
  | { readonly kind: 'returned'; readonly payload: Json; readonly output: string }
  /** `message` is `Type - message` with the script's own traceback lines before it. */
  | { readonly kind: 'failed'; readonly message: string; readonly output: string }
  | { readonly kind: 'timed-out'; readonly output: string };

/** Whether scripts can run here, for `doctor` and for validation. */
export interface ScriptSupport {
  readonly sandbox: 'bubblewrap' | 'none';
  /** Why there is no sandbox, and what to do about it. */
  readonly detail?: string;
  /** Without a sandbox scripts are refused unless the owner allowed them. */
  readonly allowed: boolean;
  readonly runtimes: readonly {
    readonly family: 'python' | 'nodejs' | 'powershell';
    /** Such as `3.11.4`. Absent: not on this machine. */
    readonly version?: string;
    readonly detail?: string;
  }[];
}

/** Runs a script in a process of its own that holds no credentials. */
export interface ScriptRunner {
  run(job: ScriptJob): Promise<ScriptResult>;
  support(): Promise<ScriptSupport>;
  close(): Promise<void>;
}
