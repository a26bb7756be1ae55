/** An open finding, as the index findings_open has it. */
export const OPEN_FINDING = `
  record_state = 'ACTIVE' and workflow in ('NEW', 'NOTIFIED') and compliance is distinct from 'PASSED'`;
