import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Control, Standards } from '@trueup/core';
import type { ControlFolder } from './control-folder.ts';
import { LIBRARY, readControlFile } from './control-folder.ts';
import type { GeneratedFile } from './generated-file.ts';

export const CONTROL_PAGES = 'docs/controls';

export interface DocumentedControl {
  readonly folder: ControlFolder;
  readonly control: Control;
}

const CIS_VERSIONS = { v1_2: '1.2.0', v1_4: '1.4.0', v3_0: '3.0.0', v5_0: '5.0.0' } as const;

function standardsOf(standards: Standards): string[] {
  const cis = (Object.keys(CIS_VERSIONS) as (keyof typeof CIS_VERSIONS)[]).flatMap((version) => {
    const requirement = standards.cis[version];
    return requirement === null ? [] : [`CIS ${CIS_VERSIONS[version]}: ${requirement}`];
  });
  return [
    ...(standards.fsbp ? ['AWS Foundational Security Best Practices'] : []),
    ...cis,
    ...(standards.pciDss321.length > 0 ? [`PCI DSS 3.2.1: ${standards.pciDss321.join(', ')}`] : []),
    ...(standards.nist80053r5.length > 0 ? [`NIST SP 800-53 r5: ${standards.nist80053r5.join(', ')}`] : []),
  ];
}

/** For the index: names of the standards without their requirements. */
function standardNames(standards: Standards): string {
  const names = standardsOf(standards).map((line) => line.replace(/:.*/, '').replace(/^AWS Found.*/, 'FSBP'));
  return names.join(', ') || '–';
}

function mayBeAutomatic({ approvalOnly, undo }: Control): string {
  if (approvalOnly !== undefined) return `no: ${approvalOnly}`;
  return undo.kind === 'none' ? 'no: what cannot be undone needs an approval' : 'yes';
}

function facts(control: Control): [string, string][] {
  const { undo } = control;
  return [
    ['Severity', control.severity],
    ['Risk of the repair', control.risk],
    ['Resource types', control.resourceTypes.map((type) => `\`${type}\``).join(', ')],
    ['Scope', control.scope],
    ['AWS Config rule', control.configRule ? `\`${control.configRule.identifier}\`` : '–'],
    ['Also reported as', control.aliases?.join(', ') ?? '–'],
    ['Standards', standardsOf(control.standards).join('<br>') || '–'],
    ['May be automatic', mayBeAutomatic(control)],
    ['Undo', undo.kind === 'none' ? `none: ${undo.reason}` : 'a runbook of its own'],
  ];
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function page({ folder, control }: DocumentedControl): GeneratedFile {
  const source = `${LIBRARY}/${folder.name}`;
  const readme = readControlFile(folder, 'README.md').replace(/^# .*\n+/, '');
  const sections = [
    `<!-- Generated from ${source} by \`npm run generate\`. Do not edit. -->`,
    `# ${control.id}: ${control.title}`,
    control.description,
    `| | |\n|---|---|\n${facts(control)
      .map(([name, value]) => `| ${name} | ${value.replaceAll('|', '\\|')} |`)
      .join('\n')}`,
    readme.trimEnd(),
    `## Runbook\n\n${fenced('yaml', readControlFile(folder, 'runbook.yaml'))}`,
    ...(existsSync(join(folder.path, 'undo.yaml'))
      ? [`## Undo runbook\n\n${fenced('yaml', readControlFile(folder, 'undo.yaml'))}`]
      : []),
    `## Least privilege\n\n${fenced('json', readControlFile(folder, 'permissions.json'))}`,
    `## Prevention\n\n${fenced('yaml', readControlFile(folder, 'prevention.yaml'))}`,
    `Source: [${source}](../../../${source})`,
  ];
  return { path: `${CONTROL_PAGES}/${folder.name}.md`, content: `${sections.join('\n\n')}\n` };
}

function row({ folder, control }: DocumentedControl): string {
  const cells = [
    `[${control.id}](${folder.name}.md)`,
    control.title.replaceAll('|', '\\|'),
    control.severity,
    control.risk,
    control.resourceTypes.map((type) => `\`${type}\``).join(', '),
    standardNames(control.standards),
  ];
  return `| ${cells.join(' | ')} |`;
}

function index(controls: readonly DocumentedControl[]): GeneratedFile {
  const byId = controls.toSorted((one, other) =>
    one.control.id.localeCompare(other.control.id, 'en', { numeric: true }),
  );
  const content = `<!-- Generated from ${LIBRARY} by \`npm run generate\`. Do not edit. -->

# Controls

| Control | Title | Severity | Risk of the repair | Resource types | Standards |
|---|---|---|---|---|---|
${byId.map(row).join('\n')}
`;
  return { path: `${CONTROL_PAGES}/README.md`, content };
}

/** A page for each control and an index. */
export function controlPages(controls: readonly DocumentedControl[]): GeneratedFile[] {
  return [index(controls), ...controls.map(page)];
}
