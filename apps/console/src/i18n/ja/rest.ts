import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { controls } from './controls.ts';
import { events } from './events.ts';
import { exceptions } from './exceptions.ts';
import { executions } from './executions.ts';
import { finding } from './finding.ts';
import { findings } from './findings.ts';
import { plans } from './plans.ts';
import { policySource } from './policy-source.ts';
import { remediations } from './remediations.ts';
import { rules } from './rules.ts';
import { runbooks } from './runbooks.ts';
import { settings } from './settings.ts';
import { start } from './start.ts';

export const rest = {
  ...accounts,
  ...audit,
  ...controls,
  ...events,
  ...exceptions,
  ...executions,
  ...finding,
  ...findings,
  ...plans,
  ...policySource,
  ...remediations,
  ...rules,
  ...runbooks,
  ...settings,
  ...start,
};
