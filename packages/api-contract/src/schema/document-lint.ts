import { z } from 'zod';
import { permissionStatement } from './control.ts';
import { json } from './json.ts';
import { list } from './list.ts';

/** Enough for any policy that AWS takes; each is compared with each call of the document. */
const MOST_STATEMENTS = 50;
const MOST_ACTIONS = 100;
const LONGEST_ACTION = 128;

export const lintPermissions = z
  .array(
    permissionStatement
      .extend({ Action: z.array(z.string().max(LONGEST_ACTION)).max(MOST_ACTIONS).readonly() })
      .strict(),
  )
  .max(MOST_STATEMENTS)
  .readonly()
  .meta({ description: 'All that the document may do. Absent: not checked.' });

/** Replaces the text between two offsets; `end` is after the last character. */
const textEdit = z.object({ start: z.number().int(), end: z.number().int(), text: z.string() });

/** What a rule says of one place in a document. Lines and columns count from 1; the end is after the last character. */
export const documentDiagnostic = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  path: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  endLine: z.number().int().exactOptional(),
  endColumn: z.number().int().exactOptional(),
  fix: z
    .object({ description: z.string(), edits: list(textEdit) })
    .exactOptional()
    .meta({ description: 'An obvious repair. Its edits belong together.' }),
});
export type DocumentDiagnostic = z.output<typeof documentDiagnostic>;

/** From one step to another that may run right after it. */
export const graphEdge = z.object({
  to: z.string(),
  when: z.enum(['success', 'failure', 'cancel']),
  through: z
    .enum(['choice', 'default', 'loop-begin', 'loop-again', 'loop-end'])
    .exactOptional()
    .meta({ description: 'A choice of an aws:branch or none of them, or the turns of an aws:loop.' }),
  label: z.string().exactOptional().meta({ description: 'The condition of the choice.' }),
});
export type GraphEdge = z.output<typeof graphEdge>;

export const graphStep = z.object({
  name: z.string(),
  action: z.string(),
  isEnd: z.boolean(),
  loop: z.string().exactOptional().meta({ description: 'The aws:loop around it.' }),
  next: list(graphEdge),
});
export type GraphStep = z.output<typeof graphStep>;

/** How the steps of a document may follow each other, in the order of its text. */
export const documentGraph = z.object({ start: z.string(), steps: list(graphStep) });
export type DocumentGraph = z.output<typeof documentGraph>;

export const declaredParameter = z.object({
  name: z.string(),
  type: z.string(),
  description: z.string().exactOptional(),
  default: json.exactOptional(),
  allowedValues: list(json).exactOptional(),
  allowedPattern: z.string().exactOptional(),
  minItems: z.number().exactOptional(),
  maxItems: z.number().exactOptional(),
  minChars: z.number().exactOptional(),
  maxChars: z.number().exactOptional(),
});
export type DeclaredParameter = z.output<typeof declaredParameter>;

/** What can be said of a document without running it. */
export const documentLint = z.object({
  valid: z.boolean().meta({ description: 'There is no error among the problems.' }),
  problems: list(documentDiagnostic).meta({ description: 'In the order of the text.' }),
  graph: documentGraph.exactOptional().meta({ description: 'Absent for a document that cannot be read.' }),
  parameters: list(declaredParameter).exactOptional(),
});
export type DocumentLint = z.output<typeof documentLint>;
