import { z } from 'zod';
import { compilePattern } from '../event/pattern/compile-pattern.ts';
import { isJsonObject, type JsonObject } from '../value/json.ts';
import { MODES, type ParameterSource } from './policy.ts';
import { NO_LINE } from './remediation-run.ts';
import { scopeMembers } from './scope-text.ts';

/** As AWS Config takes them of a remediation configuration. */
const MOST_PARAMETERS = 25;
const MOST_VALUES = 25;
const MOST_LINES = 1000;

export const lineName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'must be 1 to 64 letters, digits or any of _.-')
  .refine((name) => name !== NO_LINE, `'${NO_LINE}' stands for no line: take another name`);

const value = z.string().min(1).max(4096);
const sourceText = z
  .union(
    [
      value,
      z.array(value).min(1).max(MOST_VALUES),
      z.strictObject({ finding: z.string().min(1).max(512) }),
      z.strictObject({ account: z.record(z.string().regex(/^\d{12}$/), value) }),
    ],
    {
      error:
        'expected RESOURCE_ID, RESOURCE_ARN, another text, a list of texts, { finding: path } or { account: { id: text } }',
    },
  )
  .meta({
    description:
      'RESOURCE_ID or RESOURCE_ARN, fixed texts, { finding: a path of the ASFF } or { account: a text by account id }.',
  })
  .transform(parameterSource);

function parameterSource(
  given: string | string[] | { readonly finding: string } | { readonly account: Readonly<Record<string, string>> },
): ParameterSource {
  if (given === 'RESOURCE_ID') return { kind: 'resource-id' };
  if (given === 'RESOURCE_ARN') return { kind: 'resource-arn' };
  if (typeof given === 'string') return { kind: 'static', values: [given] };
  if (Array.isArray(given)) return { kind: 'static', values: given };
  return 'finding' in given ? { kind: 'finding', path: given.finding } : { kind: 'account', values: given.account };
}

const runbookText = z
  .strictObject({
    document: z
      .string()
      .regex(/^[\w.:/-]{1,256}$/, 'must be the name or ARN of an Automation document')
      .meta({ description: 'Name or ARN of an Automation document.' }),
    version: z
      .string()
      .regex(/^(?:\$DEFAULT|\$LATEST|[1-9]\d{0,8})$/, 'must be a number, $DEFAULT or $LATEST, in quotes')
      .exactOptional(),
    runs: z.enum(['trueup', 'account']).default('trueup').meta({
      description: "trueup: a document that is stored here. account: one of the target account's own SSM.",
    }),
    parameters: z
      .record(z.string().regex(/^\w{1,50}$/, 'must be the name of a parameter'), sourceText)
      .refine((given) => Object.keys(given).length <= MOST_PARAMETERS, `takes ${MOST_PARAMETERS} parameters at most`)
      .default({}),
    acceptNoUndo: z.string().min(10).max(500).exactOptional().meta({
      description: 'Why it may run without an approval although nothing undoes it.',
    }),
  })
  .meta({ description: "A runbook in the place of the control's own." });

const patternText = z
  .record(z.string(), z.unknown())
  .transform((given, context): JsonObject => {
    if (!isJsonObject(given)) return z.NEVER;
    const compiled = compilePattern(given);
    if (compiled.kind === 'invalid') context.addIssue(compiled.reason);
    return given;
  })
  .meta({ description: "An event pattern over 'Security Hub Findings - Imported'." });

const percent = z.number().int().min(1).max(100);

/** One line of `remediations`. */
const lineText = z
  .strictObject({
    name: lineName.exactOptional().meta({ description: 'Once among all lines. Absent: line-<n>, counted from 1.' }),
    ...scopeMembers,
    configRules: z
      .array(z.string().min(1).max(128))
      .min(1)
      .max(200)
      .exactOptional()
      .meta({ description: 'Names of AWS Config rules, beside `controls`.' }),
    pattern: patternText.exactOptional(),
    runbook: runbookText.exactOptional(),
    mode: z.enum(MODES).meta({
      description: 'manual: a person starts it. approval: another person must say yes. automatic: at once.',
    }),
    override: z.string().min(10).max(500).exactOptional().meta({
      description: 'Why it may be automatic before it has the record that `promotion` asks for. It is recorded.',
    }),
    attempts: z.number().int().min(1).max(25).default(5).meta({
      description: 'So many within retrySeconds, and the resource gets an exception.',
    }),
    retrySeconds: z.number().int().min(1).max(2_678_000).default(60),
    concurrencyPercent: percent.default(10).meta({ description: 'Of the non-compliant resources of this line.' }),
    errorPercent: percent.default(50).meta({ description: 'More failures than this of them stop the line.' }),
    undoOnFailure: z.boolean().default(false).meta({ description: 'Undo a repair whose verification failed.' }),
    changeOwned: z.boolean().default(false).meta({
      description: 'Change resources of CloudFormation, CDK or Terraform live all the same.',
    }),
  })
  .refine(
    ({ controls, configRules, pattern }) => (controls ?? configRules ?? pattern) !== undefined,
    'must name controls, configRules or a pattern',
  );

export const remediationsText = z
  .array(lineText)
  .max(MOST_LINES)
  .default([])
  .meta({ description: 'The first line that covers a finding decides; without one the mode is manual.' });
