import type { JsonObject } from '@trueup/api-contract';
import type { Command } from 'commander';
import { updateFindings } from '../finding/update-findings.ts';
import { jsonMapOption, pairOption } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { several, wholeNumber } from './option-parsers.ts';

interface UpdateOptions {
  readonly workflow?: string;
  readonly severity?: string;
  readonly note?: string;
  readonly verification?: string;
  readonly criticality?: number;
  readonly confidence?: number;
  readonly type?: readonly string[];
  readonly field?: readonly (readonly [string, string])[];
  readonly update?: string;
}

const upperCase = (value: string): string => value.toUpperCase();

export function addFindingsUpdate(findings: Command, shell: Shell): void {
  findings
    .command('update <finding-id...>')
    .description('set what a customer may set of findings; exits 1 when any is not updated')
    .option('--workflow <status>', 'NEW, NOTIFIED, RESOLVED or SUPPRESSED', upperCase)
    .option('--severity <level>', 'INFORMATIONAL, LOW, MEDIUM, HIGH or CRITICAL', upperCase)
    .option('--note <text>', 'a note, in the place of the one there is')
    .option('--verification <state>', 'UNKNOWN, TRUE_POSITIVE, FALSE_POSITIVE or BENIGN_POSITIVE', upperCase)
    .option('--criticality <number>', 'of the resources, 0 to 100', wholeNumber)
    .option('--confidence <number>', 'that it is a fault, 0 to 100', wholeNumber)
    .option('--type <type>', 'namespace/category/classifier; may be repeated', several)
    .option('--field <key=value>', 'a field of your own; may be repeated', pairOption)
    .option('--update <json>', 'JSON or @FILE: fields of BatchUpdateFindings, beside the options')
    .addHelpText(
      'after',
      examples([
        [
          'trueup findings update f-0123456789abcdef --workflow suppressed --note "accepted until May"',
          'with a reason',
        ],
        ['trueup findings update f-0123456789abcdef f-fedcba9876543210 --field ticket=OPS-42', 'several alike'],
        [
          `trueup findings update f-0123456789abcdef --update '{"Severity": {"Label": "LOW"}}'`,
          "in Security Hub's form",
        ],
      ]),
    )
    .action((ids: string[], options: UpdateOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => updateOf(options),
        (here, update) => updateFindings(here, ids, update),
      ),
    );
}

async function updateOf(options: UpdateOptions): Promise<JsonObject> {
  const { workflow, severity, note, verification, criticality, confidence, type, field } = options;
  const given = options.update === undefined ? {} : await jsonMapOption('--update', options.update);
  const update: JsonObject = {
    ...given,
    ...(workflow === undefined ? {} : { Workflow: { Status: workflow } }),
    ...(severity === undefined ? {} : { Severity: { Label: severity } }),
    ...(note === undefined ? {} : { Note: { Text: note } }),
    ...(verification === undefined ? {} : { VerificationState: verification }),
    ...(criticality === undefined ? {} : { Criticality: criticality }),
    ...(confidence === undefined ? {} : { Confidence: confidence }),
    ...(type ? { Types: type } : {}),
    ...(field ? { UserDefinedFields: Object.fromEntries(field) } : {}),
  };
  if (Object.keys(update).length > 0) return update;
  throw new UsageError('findings update: say what to set, such as --workflow or --note');
}
