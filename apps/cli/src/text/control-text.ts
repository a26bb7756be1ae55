import type { ControlDetail, ControlSummary } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { severityStyle } from './finding-text.ts';

export function controlsText(controls: readonly ControlSummary[], look: Look): string {
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      {
        head: 'SEVERITY',
        cell: ({ severity }) => severity,
        style: (text, { severity }) => severityStyle(look.paint, severity)(text),
      },
      { head: 'RISK', cell: ({ risk }) => risk },
      { head: 'UNDO', cell: ({ noUndoReason }) => (noUndoReason === undefined ? 'yes' : 'no') },
      { head: 'RESOURCES', cell: ({ resourceTypes }) => resourceTypes.join(', '), least: 16 },
      { head: 'TITLE', cell: ({ title }) => title, least: 24 },
    ],
    controls,
    look,
  );
}

/** The texts are whole and as they stand in the library: they are there to be read and copied. */
export function controlText({ control, runbook, undoRunbook, permissions, readme }: ControlDetail, look: Look): string {
  const { bold } = look.paint;
  const { fsbp, cis, pciDss321, nist80053r5 } = control.standards;
  const standards = [
    ...(fsbp ? ['FSBP'] : []),
    ...Object.entries(cis).flatMap(([version, id]) =>
      id === null ? [] : [`CIS ${version.slice(1).replace('_', '.')} ${id}`],
    ),
    ...pciDss321.map((id) => `PCI DSS 3.2.1 ${id}`),
    ...nist80053r5.map((id) => `NIST 800-53 ${id}`),
  ];
  return [
    bold(`${control.id}: ${control.title}`),
    factsText(
      [
        ['about', control.description],
        ['severity', control.severity],
        ['resources', control.resourceTypes.join(', ')],
        ['scope', control.scope],
        ['also known as', control.aliases?.join(', ')],
        ['standards', standards.join(', ') || undefined],
        ['Config rule', control.configRule?.identifier],
        ['risk', control.risk],
        ['always approved', control.approvalOnly],
        ['no undo', control.noUndoReason],
      ],
      look,
    ),
    '',
    readme.trim(),
    '',
    bold('Runbook'),
    runbook.trim(),
    ...(undoRunbook === undefined ? [] : ['', bold('Undo'), undoRunbook.trim()]),
    '',
    bold('Permissions'),
    JSON.stringify(permissions, undefined, 2),
  ].join('\n');
}
