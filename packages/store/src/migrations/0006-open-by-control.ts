import type { Migration } from './migration.ts';

/** What groups by control are counted in: open findings alone, with nothing to compare, unlike findings_by_control. */
export const openByControl: Migration = {
  number: 6,
  name: 'open-by-control',
  sql: `
create index findings_open_by_control on trueup.findings (control_id, severity_rank)
  where record_state = 'ACTIVE' and workflow in ('NEW', 'NOTIFIED') and compliance is distinct from 'PASSED';
`,
};
