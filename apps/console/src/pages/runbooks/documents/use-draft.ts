import type { Output, PermissionStatement } from '@trueup/api-contract';
import { useState } from 'react';
import { permissionsText, readPermissions, type PermissionsRead } from '../permissions/read-permissions.ts';

interface Edits {
  readonly text: string;
  readonly permissionsText: string;
  /** The latest version when the first change was made. */
  readonly latest: number;
}

/** A version as it is shown, with what was changed and is not stored yet. It lasts as long as the page. */
export interface Draft {
  readonly text: string;
  readonly permissionsText: string;
  readonly permissions: PermissionsRead;
  /** For the server's rules; undefined where none are said, or what is said cannot be read yet. */
  readonly statements: readonly PermissionStatement[] | undefined;
  readonly isChanged: boolean;
  /** Another version was stored since the first change. */
  readonly isBehind: boolean;
  readonly change: (part: Partial<Pick<Edits, 'text' | 'permissionsText'>>) => void;
  readonly discard: () => void;
}

export function useDraft({ document, version }: Output<'getDocument'>): Draft {
  const [edits, setEdits] = useState<Edits>();
  const stored = { text: version.content, permissionsText: permissionsText(version.permissions) };
  const now = edits ?? { ...stored, latest: document.latestVersion };
  const permissions = readPermissions(now.permissionsText);
  return {
    text: now.text,
    permissionsText: now.permissionsText,
    permissions,
    statements: permissions.kind === 'statements' ? permissions.statements : undefined,
    isChanged: now.text !== stored.text || now.permissionsText !== stored.permissionsText,
    isBehind: edits !== undefined && edits.latest !== document.latestVersion,
    change(part) {
      setEdits((before) => ({ ...(before ?? { ...stored, latest: document.latestVersion }), ...part }));
    },
    discard: () => setEdits(undefined),
  };
}
