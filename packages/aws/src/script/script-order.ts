import type { ScriptJob, ScriptResult } from '@trueup/core';

/** A job with what its process needs beside it. */
export interface ScriptOrder {
  readonly job: ScriptJob;
  /** Of the way to AWS; without one the script reaches nothing. */
  readonly environment: Readonly<Record<string, string>>;
  /** In a sandbox: the file of the gateway's socket, and the port that leads to it. */
  readonly gateway?: { readonly socket: string; readonly port: number };
}

/** The processes of one family of languages. Whatever goes wrong is a failed result. */
export interface ScriptProcesses {
  run(order: ScriptOrder): Promise<ScriptResult>;
  close(): Promise<void>;
}

/** Directories of one runner, removed with it. Those of orders and sockets are ours alone. */
export interface ScriptDirectories {
  readonly work: string;
  readonly orders: string;
  readonly sockets: string;
}

/** Where the directories are, seen from within a sandbox. */
export const INSIDE = {
  orders: '/run/trueup/orders',
  sockets: '/run/trueup/sockets',
  programs: '/run/trueup/script',
} as const;
