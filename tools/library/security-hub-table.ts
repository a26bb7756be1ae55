import { GENERATED_CONTROLS } from './catalogue.ts';
import { publishedMappings, type ControlMapping } from './control-mapping.ts';
import type { GeneratedFile } from './generated-file.ts';

/** The published controls as code that needs no file system, one line a control. */
export function securityHubTable(): GeneratedFile {
  const lines = Object.entries(publishedMappings()).map(([id, mapping]) => `  ${JSON.stringify(row(id, mapping))},\n`);
  const content = `// Generated from tools/library/control-mappings.json by \`npm run generate\`. Do not edit.
import type { PublishedControl } from '../security-hub/published-control.ts';

/** All controls of Security Hub for which a repair is known, by service. */
export const securityHubControls: readonly PublishedControl[] = [
${lines.join('')}];
`;
  return { path: `${GENERATED_CONTROLS}/security-hub-controls.ts`, content };
}

function row(
  id: string,
  { configRule, ruleName, fsbp, cis, pciDss321, nist80053r5, ...mapping }: ControlMapping,
): object {
  const standards = { fsbp, cis, pciDss321, nist80053r5 };
  return { id, ...mapping, ...(configRule ? { configRule } : {}), ...(ruleName ? { ruleName } : {}), standards };
}
