import type { z } from 'zod';
import { automationOperations } from './operations/automation-operations.ts';
import { documentOperations } from './operations/document-operations.ts';
import { executionOperations } from './operations/execution-operations.ts';
import { findingOperations } from './operations/finding-operations.ts';
import { keyOperations } from './operations/key-operations.ts';
import { libraryOperations } from './operations/library-operations.ts';
import { planOperations } from './operations/plan-operations.ts';
import { recordOperations } from './operations/record-operations.ts';
import { scanOperations } from './operations/scan-operations.ts';

/** Everything that can be asked of Trueup. Server, client and OpenAPI document are made of this table. */
export const operations = {
  ...scanOperations,
  ...findingOperations,
  ...planOperations,
  ...executionOperations,
  ...automationOperations,
  ...documentOperations,
  ...keyOperations,
  ...recordOperations,
  ...libraryOperations,
};

export type OperationName = keyof typeof operations;
export type Input<K extends OperationName> = z.output<(typeof operations)[K]['input']>;
export type Output<K extends OperationName> = z.output<(typeof operations)[K]['output']>;

/**
 * Trueup as one person sees it: the same in this process and over HTTP. Every operation rejects with a Problem when it
 * cannot be done.
 */
export type Trueup = { readonly [K in OperationName]: (input: Input<K>) => Promise<Output<K>> };

export const operationNames: readonly OperationName[] = Object.keys(operations) as OperationName[];
