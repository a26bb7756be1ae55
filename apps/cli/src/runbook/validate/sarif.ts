import { ruleOf, RULES, type Diagnostic, type Fix, type RuleId } from '@trueup/core';
import manifest from '../../../package.json' with { type: 'json' };
import type { Validation } from './validation.ts';

/** Where the format is published; readers look here to know the version. */
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const IDS = Object.keys(RULES) as RuleId[];

/** The report as SARIF 2.1.0, which code hosts and editors show beside the lines. */
export function sarifOf({ files }: Validation) {
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'trueup', version: manifest.version, rules: IDS.map(ruleOfDriver) } },
        columnKind: 'utf16CodeUnits',
        artifacts: files.map(({ file }) => ({ location: { uri: uriOf(file) } })),
        results: files.flatMap(({ file, diagnostics }) => diagnostics.map((one) => resultOf(uriOf(file), one))),
      },
    ],
  };
}

function ruleOfDriver(id: RuleId) {
  const { severity, reason, awsText } = ruleOf(id);
  return {
    id,
    shortDescription: { text: reason },
    ...(awsText === undefined ? {} : { fullDescription: { text: `${reason} AWS says: ${awsText}` } }),
    defaultConfiguration: { level: severity },
  };
}

function resultOf(uri: string, diagnostic: Diagnostic) {
  const { rule, severity, message, line, column, endLine, endColumn, path, fix } = diagnostic;
  const region = {
    startLine: line,
    startColumn: column,
    ...(endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn }),
  };
  return {
    ruleId: rule,
    ruleIndex: IDS.indexOf(rule),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
    ...(fix ? { fixes: [fixOf(uri, fix)] } : {}),
  };
}

function fixOf(uri: string, { description, edits }: Fix) {
  return {
    description: { text: description },
    artifactChanges: [
      {
        artifactLocation: { uri },
        replacements: edits.map(({ start, end, text }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text },
        })),
      },
    ],
  };
}

/** A relative reference keeps its slashes; standard input has no name of its own. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
