import type { ControlDetail, Output } from '@trueup/api-contract';
import { permissionsText } from '../permissions/read-permissions.ts';
import { RUNBOOK_TEMPLATE, TEMPLATE_PERMISSIONS } from './runbook-template.ts';

/** What a new runbook begins with. */
export interface Start {
  readonly name: string;
  readonly content: string;
  readonly permissionsText: string;
}

export const FROM_TEMPLATE: Start = { name: '', content: RUNBOOK_TEMPLATE, permissionsText: TEMPLATE_PERMISSIONS };

/** What a link such as `from=control:S3.8` names. */
export interface CopyFrom {
  readonly kind: 'control' | 'undo' | 'document';
  readonly name: string;
}

export function copyFrom(from: string | undefined): CopyFrom | undefined {
  const [, kind, name] = /^(control|undo|document):(.+)$/s.exec(from ?? '') ?? [];
  if (name === undefined) return undefined;
  return { kind: kind === 'undo' || kind === 'document' ? kind : 'control', name };
}

export function startOfControl(
  kind: 'control' | 'undo',
  { control, runbook, undoRunbook, permissions }: ControlDetail,
): Start {
  const isUndo = kind === 'undo' && undoRunbook !== undefined;
  const statements = isUndo ? permissions.undo : permissions.remediate;
  return {
    name: `${control.id.replaceAll('.', '-')}${isUndo ? '-Undo' : ''}-Copy`,
    content: isUndo ? undoRunbook : runbook,
    permissionsText: permissionsText(statements),
  };
}

export function startOfDocument({ version }: Output<'getDocument'>): Start {
  return {
    name: `${version.name}-Copy`.slice(0, 128),
    content: version.content,
    permissionsText: permissionsText(version.permissions),
  };
}
