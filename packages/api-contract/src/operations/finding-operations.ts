import { z } from 'zod';
import { operation } from '../operation.ts';
import { decision } from '../schema/decision.ts';
import { execution } from '../schema/execution.ts';
import { controlGroup, finding, findingGroup, groupCount, matchingCount, urgency } from '../schema/finding.ts';
import { FILTERS_BYTES, findingFilter, findingSearch, findingSort } from '../schema/finding-filter.ts';
import { findingHistoryEntry } from '../schema/finding-history.ts';
import { findingFormat, findingUpdated, importResult } from '../schema/finding-import.ts';
import { id } from '../schema/id.ts';
import { instantInput } from '../schema/instant-input.ts';
import { json, jsonObject } from '../schema/json.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { plan } from '../schema/plan.ts';
import { accountId, regionName } from '../schema/resource.ts';

/** AWS's own limit for one BatchImportFindings. */
const IMPORT_BYTES = 6 * 1024 * 1024;

export const findingOperations = {
  listFindings: operation({
    method: 'GET',
    path: '/api/v1/findings',
    summary: 'Findings, most severe first unless asked otherwise',
    input: z.strictObject({ ...findingFilter, ...findingSort, ...pageRequest }),
    output: page(finding),
  }),
  searchFindings: operation({
    method: 'POST',
    path: '/api/v1/findings/search',
    summary: "The same, narrowed by filters of Security Hub's GetFindings as well, also joined by and and or",
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({ ...findingSearch, ...findingSort, ...pageRequest }),
    output: page(finding),
  }),
  countMatching: operation({
    method: 'POST',
    path: '/api/v1/findings/count',
    summary: 'How many findings match, up to 10,000 unless asked exactly, and how many a group holds, most first',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({
      ...findingSearch,
      exact: z.boolean().exactOptional().meta({ description: 'Counts all of them, however long it takes.' }),
      by: findingGroup.exactOptional().meta({ description: 'Absent: no groups.' }),
      limit: z.number().int().min(1).max(1000).exactOptional().meta({ description: 'Groups; 1000 when absent.' }),
    }),
    output: matchingCount,
  }),
  listFindingGroups: operation({
    method: 'POST',
    path: '/api/v1/findings/groups',
    summary: 'Open findings by control: the most severe first, then the one with the most findings; 1000 at most',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject(findingSearch),
    output: z.object({ items: list(controlGroup) }),
  }),
  getFinding: operation({
    method: 'GET',
    path: '/api/v1/findings/{id}',
    summary: 'One finding with its plans, executions and latest changes, and what the policy says of it now',
    input: z.strictObject({ id }),
    output: z.object({
      finding,
      urgency,
      plans: list(plan),
      executions: list(execution),
      decision,
      history: page(findingHistoryEntry).meta({ description: 'The newest twenty changes.' }),
    }),
  }),
  listFindingHistory: operation({
    method: 'GET',
    path: '/api/v1/findings/{id}/history',
    summary: 'What changed a finding, newest first, with the automation rules that took part',
    input: z.strictObject({ id, from: instantInput.exactOptional(), to: instantInput.exactOptional(), ...pageRequest }),
    output: page(findingHistoryEntry),
  }),
  updateFindings: operation({
    method: 'POST',
    path: '/api/v1/findings/update',
    summary: 'Sets some of the nine fields of BatchUpdateFindings; a Note is said by whoever asks',
    input: z.strictObject({
      ids: z.array(id).min(1).max(100).readonly(),
      update: jsonObject.meta({
        description:
          'Note {Text}, Severity, Confidence, Criticality, Types, VerificationState, Workflow {Status}, RelatedFindings, UserDefinedFields.',
      }),
    }),
    output: z.object({ items: list(findingUpdated) }),
  }),
  importFindings: operation({
    method: 'POST',
    path: '/api/v1/findings/import',
    summary: 'Takes in findings of others, ASFF or OCSF; a bad one is rejected alone',
    bodyLimitBytes: IMPORT_BYTES,
    input: z.strictObject({
      format: findingFormat.exactOptional().meta({ description: 'Absent: auto.' }),
      findings: z.array(json).max(10_000).readonly(),
    }),
    output: importResult,
  }),
  importFindingsFromS3: operation({
    method: 'POST',
    path: '/api/v1/findings/import/s3',
    summary: 'Takes in the findings of an object in S3, of any size',
    input: z.strictObject({
      uri: z.string().regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/\S{1,1024}$/, 'expected s3://bucket/key'),
      format: findingFormat.exactOptional().meta({ description: 'Absent: auto.' }),
      accountId: accountId
        .exactOptional()
        .meta({ description: 'Whose member role reads it. Absent: the first account.' }),
      region: regionName.exactOptional().meta({ description: 'Of the bucket. Absent: the first region.' }),
    }),
    output: importResult,
  }),
  countFindings: operation({
    method: 'GET',
    path: '/api/v1/finding-counts',
    summary: 'How many findings a group holds, most first',
    input: z.strictObject({ by: findingGroup, ...findingFilter }),
    output: z.object({ counts: list(groupCount) }),
  }),
  resumeAutomation: operation({
    method: 'POST',
    path: '/api/v1/findings/{findingId}/resume',
    summary: 'Lets automation act again on a resource whose repair was undone',
    input: z.strictObject({ findingId: id }),
    output: finding,
  }),
  remediateAutomatic: operation({
    method: 'POST',
    path: '/api/v1/automatic-remediations',
    summary: 'Starts what the policy lets run by itself among the open findings',
    input: z.strictObject({ scanId: id.exactOptional() }),
    output: z.object({
      started: z.number().int(),
      proposed: z.number().int(),
      left: z.record(z.string(), z.number().int()).readonly(),
    }),
  }),
};
