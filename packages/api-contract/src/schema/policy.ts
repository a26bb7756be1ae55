import { z } from 'zod';
import { list } from './list.ts';
import { instant } from './resource.ts';

const MOST_FILES = 200;
const MOST_CHARACTERS = 2_000_000;
/** Of a name relative to the policy's folder; none leads out of it. */
const FILE_NAME = /^(?!\.)[\w. +@-]{1,100}(?:\/(?!\.)[\w. +@-]{1,100}){0,5}$/;

export const policyFile = z.object({
  name: z.string().regex(FILE_NAME, 'must be a file name relative to the folder of the policy'),
  text: z.string().max(MOST_CHARACTERS),
});
export type PolicyFile = z.output<typeof policyFile>;

export const policyFiles = z
  .array(policyFile)
  .min(1)
  .max(MOST_FILES)
  .readonly()
  .meta({ description: 'The YAML files of the policy, 2,000,000 bytes together at most.' });

/** A fault of the policy's text. Line and column count from 1. */
export const policyProblem = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  path: z.string(),
  message: z.string(),
});
export type PolicyProblem = z.output<typeof policyProblem>;

export const policyValidation = z.object({
  valid: z.boolean(),
  problems: list(policyProblem),
  warnings: list(policyProblem),
});
export type PolicyValidation = z.output<typeof policyValidation>;

export const policyChange = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  path: z.string(),
  text: z.string(),
});
export type PolicyChange = z.output<typeof policyChange>;

const lineAndMode = z.object({
  remediation: z.string(),
  mode: z.enum(['manual', 'approval', 'automatic', 'unknown']),
});

/** What another policy would be to the open findings. */
export const policyEffect = z.object({
  sampled: z.number().int(),
  complete: z.boolean(),
  moved: z.number().int(),
  moves: list(z.object({ from: lineAndMode, to: lineAndMode, findings: z.number().int() })),
});
export type PolicyEffect = z.output<typeof policyEffect>;

/** An automatic line whose repairs wait for approval all the same. */
export const unprovenLine = z.object({
  remediation: z.string(),
  controlId: z.string(),
  verifiedInARow: z.number().int(),
  needed: z.number().int(),
});
export type UnprovenLine = z.output<typeof unprovenLine>;

/** What counts now, and what made it so. */
export const policyInForce = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied'), hash: z.string(), appliedAt: instant, appliedBy: z.string() }),
  z.object({ kind: z.literal('file'), hash: z.string() }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('unreadable'), detail: z.string() }),
]);
export type PolicyInForce = z.output<typeof policyInForce>;

export const policyPlan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invalid'), problems: list(policyProblem) }),
  z.object({
    kind: z.literal('planned'),
    hash: z.string(),
    planHash: z.string().meta({ description: 'What an apply is bound to: the policy in force and this one.' }),
    inForce: policyInForce,
    changes: list(policyChange),
    changesTotal: z.number().int(),
    effect: policyEffect,
    unproven: list(unprovenLine),
    warnings: list(policyProblem),
  }),
]);
export type PolicyPlan = z.output<typeof policyPlan>;

export const policyApplied = z.object({
  hash: z.string(),
  appliedAt: instant,
  appliedBy: z.string(),
  reason: z.string().exactOptional(),
  /** Findings that are due for a decision now and were not before. */
  findingsDue: z.number().int(),
});
export type PolicyApplied = z.output<typeof policyApplied>;

/** The policy as it was applied. */
export const storedPolicy = z.object({
  files: policyFiles,
  hash: z.string(),
  appliedAt: instant,
  appliedBy: z.string(),
  reason: z.string().exactOptional(),
});
export type StoredPolicy = z.output<typeof storedPolicy>;

/** Whether the server's own file says what was applied. */
export const policyDrift = z.object({
  kind: z.enum(['never-applied', 'in-sync', 'differs', 'file-absent', 'file-unreadable']),
  detail: z.string(),
  appliedHash: z.string().exactOptional(),
  fileHash: z.string().exactOptional(),
  changes: list(policyChange),
  changesTotal: z.number().int(),
});
export type PolicyDrift = z.output<typeof policyDrift>;
