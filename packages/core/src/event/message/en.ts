import type { Catalogue } from './catalogue.ts';

export const en: Catalogue = {
  labels: {
    account: 'Account',
    action: 'Custom action',
    approvedBy: 'Approved by',
    approver: 'Approver',
    circuitBreaker: 'Circuit breaker',
    compliance: 'Compliance',
    compliantResources: 'Compliant resources',
    control: 'Control',
    eventType: 'Event type',
    expires: 'Expires',
    failure: 'Failure',
    failures: 'Failures',
    gaps: 'Not read',
    groupedBy: 'Grouped by',
    newFindings: 'New findings',
    nonCompliantResources: 'Non-compliant resources',
    openUntil: 'Open until',
    organizationalUnit: 'Organizational unit',
    outcome: 'Outcome',
    owner: 'Owner',
    product: 'Product',
    reason: 'Reason',
    region: 'Region',
    remediation: 'Remediation',
    reopenedFindings: 'Reopened findings',
    requestedBy: 'Requested by',
    resolvedFindings: 'Resolved findings',
    resource: 'Resource',
    resources: 'Resources',
    resourceType: 'Resource type',
    risk: 'Risk',
    rule: 'Rule',
    runbook: 'Runbook',
    severity: 'Severity',
    source: 'Source',
    startedBy: 'Started by',
    status: 'Status',
    tags: 'Tags',
    time: 'Time',
    turnedOffBy: 'Turned off by',
    turnedOnBy: 'Turned on by',
    verification: 'Verification',
    workflow: 'Workflow status',
  },
  open: {
    finding: 'Open the finding',
    plan: 'Open the plan',
    execution: 'Open the execution',
    exception: 'Open the exception',
    killSwitch: 'Open the kill switch',
  },
  nameless: {
    finding: 'a finding without a title',
    resource: 'a resource',
    action: 'a custom action',
    insight: 'an insight',
    remediation: 'a remediation',
    rule: 'a rule',
    exception: 'an exception',
    person: 'someone',
  },
  imported: ({ finding, resource }) => ({
    title: `Finding reported: ${finding}`,
    summary: [`A finding about ${resource} was created or updated.`],
  }),
  customAction: ({ finding, resource, action }) => ({
    title: `${action}: ${finding}`,
    summary: [`Someone used the custom action “${action}” on this finding about ${resource}.`],
  }),
  insightResults: ({ insight, action, count }) => ({
    title: `${action}: ${insight}`,
    summary: [
      count === 1
        ? `Someone used the custom action “${action}” on one result of this insight.`
        : `Someone used the custom action “${action}” on ${count} results of this insight.`,
    ],
  }),
  opened: ({ finding, resource }) => ({
    title: `New finding: ${finding}`,
    summary: [`A fault was found in ${resource}.`],
  }),
  reopened: ({ finding, resource }) => ({
    title: `Finding reopened: ${finding}`,
    summary: [`The fault in ${resource} came back after it had been resolved.`],
  }),
  resolved: ({ finding, resource }) => ({
    title: `Finding resolved: ${finding}`,
    summary: [`The fault in ${resource} is gone.`],
  }),
  archived: ({ finding, resource }) => ({
    title: `Finding archived: ${finding}`,
    summary: [`${resource} no longer exists or is no longer judged.`],
  }),
  planWaits: ({ remediation, resource }) => ({
    title: `Plan waits for approval: ${remediation}`,
    summary: [
      `A plan for ${resource} waits for the approval of a second person.`,
      'Open the plan to see what it would change, and approve or reject it there.',
    ],
  }),
  glassBroken: ({ remediation, resource, person }) => ({
    title: `Glass broken: ${remediation}`,
    summary: [`${person} allowed the plan for ${resource} past the guards of the policy, without a second person.`],
  }),
  executionFinished: {
    verified: ({ resource }) => ({
      title: 'Execution finished: verified',
      summary: [`The change to ${resource} was made and verified.`],
    }),
    'already-compliant': ({ resource }) => ({
      title: 'Execution finished: nothing to do',
      summary: [`${resource} was already compliant. Nothing was changed.`],
    }),
    'still-non-compliant': ({ resource }) => ({
      title: 'Execution finished: still non-compliant',
      summary: [`The runbook ended, but ${resource} is still non-compliant.`],
    }),
    inconclusive: ({ resource }) => ({
      title: 'Execution finished: verification is inconclusive',
      summary: [`The runbook ended, but it could not be verified that ${resource} is right.`],
    }),
    failed: ({ resource }) => ({
      title: 'Execution failed',
      summary: [`The runbook for ${resource} failed.`],
    }),
    'refused-stale': ({ resource }) => ({
      title: 'Execution refused: the plan is stale',
      summary: [`${resource} changed after the plan was made. Nothing was changed.`],
    }),
    'refused-unread': ({ resource }) => ({
      title: 'Execution refused: the resource could not be read',
      summary: [`${resource} could not be read again before the change. Nothing was changed.`],
    }),
    cancelled: ({ resource }) => ({
      title: 'Execution cancelled',
      summary: [`The execution for ${resource} was cancelled.`],
    }),
  },
  executionEnded: ({ status }) => ({
    title: `Execution finished: ${status}`,
    summary: [`An execution ended with the status ${status}.`],
  }),
  verificationMade: {
    verified: ({ resource }) => ({
      title: 'Verification: verified',
      summary: [`${resource} was read again and is as it should be.`],
    }),
    'still-non-compliant': ({ resource }) => ({
      title: 'Verification: still non-compliant',
      summary: [`${resource} was read again and is still non-compliant.`],
    }),
    inconclusive: ({ resource }) => ({
      title: 'Verification: inconclusive',
      summary: [`It could not be verified that ${resource} is as it should be.`],
    }),
  },
  circuitBreakerOpened: ({ breaker }) => ({
    title: `Circuit breaker opened: ${breaker}`,
    summary: [
      'Remediation failed too often and no longer starts by itself.',
      'Find the cause. After the pause one repair is tried, and closes the circuit breaker when it is verified.',
    ],
  }),
  killSwitch: {
    on: ({ scope, person }) => ({
      title: `Kill switch on: ${scope}`,
      summary: [`${person} turned the kill switch on. Nothing starts there, and what runs ends at its next step.`],
    }),
    off: ({ scope, person }) => ({
      title: `Kill switch off: ${scope}`,
      summary: [`${person} turned the kill switch off. Remediation starts there again, as the policy allows.`],
    }),
  },
  killSwitchScope: {
    all: () => 'everything',
    account: ({ id }) => `account ${id}`,
    control: ({ id }) => `control ${id}`,
  },
  exception: {
    placed: ({ exception }) => ({
      title: `Exception placed: ${exception}`,
      summary: ['What it covers may stay non-compliant until it expires, and is not repaired.'],
    }),
    changed: ({ exception }) => ({
      title: `Exception changed: ${exception}`,
      summary: ['What it covers may stay non-compliant until it expires, and is not repaired.'],
    }),
    removed: ({ exception }) => ({
      title: `Exception removed: ${exception}`,
      summary: ['What it covered is judged and repaired as the policy says again.'],
    }),
    reminded: ({ exception }) => ({
      title: `Exception expires soon: ${exception}`,
      summary: ['Mend the cause, or have a longer exception approved, before it expires.'],
    }),
    expired: ({ exception }) => ({
      title: `Exception expired: ${exception}`,
      summary: ['What it covered is judged and repaired as the policy says again.'],
    }),
  },
  scanFinished: ({ opened, resolved }) => ({
    title: `Scan finished: ${opened} new, ${resolved} resolved`,
    summary: ['A scan read the resources and judged them.'],
  }),
  scanFailed: () => ({
    title: 'Scan failed',
    summary: ['A scan ended before it had read everything.'],
  }),
  test: () => ({
    title: 'Test message from Trueup',
    summary: ['Someone sent this to see whether messages arrive here. There is nothing to do.'],
  }),
  scheduled: ({ rule }) => ({
    title: `Scheduled event: ${rule}`,
    summary: ['The schedule of this rule came due.'],
  }),
  other: ({ eventType, source }) => ({
    title: `Event: ${eventType}`,
    summary: [`A rule matched an event of the source ${source}.`],
  }),
};
