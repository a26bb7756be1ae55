import { z } from 'zod';

export const guard = z.enum([
  'kill-switch',
  'clock',
  'finding',
  'exception',
  'pause',
  'freeze',
  'change-window',
  'owner',
  'flap',
  'breaker',
  'attempts',
  'errors',
  'limits',
  'lock',
  'remediation',
  'mode',
  'critical',
  'promotion',
  'undo',
  'plan',
]);
export type Guard = z.output<typeof guard>;
