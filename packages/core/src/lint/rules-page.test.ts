import { expect, test } from 'vitest';
import { RULES, ruleOf, type RuleId } from './rules.ts';

const HEAD = `# Rules for Automation documents

\`trueup runbook validate FILE...\` holds documents against these rules. An **error** means that the document is refused,
or that the step is bound to fail; a **warning**, that it runs and likely not as meant; a **note** is only told. \`--fix\`
makes the repairs marked here where they are obvious, and leaves comments and layout as they are. Numbers in parentheses
are sections and traps of the specification of Automation documents.

| Rule | Severity | Reason | What AWS says | \`--fix\` |
| ---- | -------- | ------ | ------------- | ------- |
`;

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

function row(id: RuleId): string {
  const { severity, reason, awsText, fixable } = ruleOf(id);
  const cells = [
    `\`${id}\``,
    severity,
    cell(reason),
    awsText === undefined ? '' : `\`${cell(awsText)}\``,
    fixable ? 'yes' : '',
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** Written anew by `vitest run -u`. */
test('docs/runbook-rules.md is the table of all rules', async () => {
  const page = HEAD + (Object.keys(RULES) as RuleId[]).map(row).join('');
  await expect(page).toMatchFileSnapshot('../../../../docs/runbook-rules.md');
});
