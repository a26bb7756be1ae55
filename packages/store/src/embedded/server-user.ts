import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

/** Whom the server runs as. PostgreSQL refuses to run as root, so root's server runs as `nobody`. */
export type ServerUser =
  | { readonly kind: 'self'; readonly uid: number }
  | { readonly kind: 'unprivileged'; readonly uid: number; readonly gid: number };

const NOBODY = 65534;

/** `existing` is the cluster's folder, if it was made before: as root, the server runs as that folder's owner. */
export function serverUser(existing?: { readonly uid: number; readonly gid: number }): ServerUser {
  const uid = process.getuid?.() ?? -1;
  if (uid !== 0) return { kind: 'self', uid };
  if (existing && existing.uid !== 0) return { kind: 'unprivileged', uid: existing.uid, gid: existing.gid };
  return { kind: 'unprivileged', uid: NOBODY, gid: NOBODY };
}

/** The part of spawn's options that changes the user. */
export function spawnIdentity(user: ServerUser): { readonly uid?: number; readonly gid?: number } {
  return user.kind === 'unprivileged' ? { uid: user.uid, gid: user.gid } : {};
}

/** Whether that user can enter a folder or run a file. Asks the kernel, so all ancestors and ACLs count. */
export function canUse(user: ServerUser, path: string): boolean {
  if (user.kind === 'self') {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }
  const { status, error } = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    ...spawnIdentity(user),
    cwd: '/',
    stdio: 'ignore',
  });
  if (error) throw error;
  return status === 0;
}
