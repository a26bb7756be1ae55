import type { OperationName } from './operations.ts';
import type { Role } from './schema/user.ts';
import type { StreamName } from './streams.ts';

/** What an operation names by id, and what its accounts are read off. */
export type ScopedObject = 'finding' | 'plan' | 'execution' | 'scan';

/**
 * How the accounts of a grant narrow an operation. What lies outside is answered as if it were not there. Members of
 * the input are paths such as `on.findingIds` or `plans[].id`.
 */
export type AccessScope =
  /** No account is in it. */
  | { readonly kind: 'none' }
  /** It cannot be narrowed: only for a grant that holds everywhere. */
  | { readonly kind: 'everywhere' }
  /** Of whoever asks; not for a token that leaves less than its user has. */
  | { readonly kind: 'self' }
  /** This member holds accounts: others are refused, and left out it means those of the grant. */
  | { readonly kind: 'filter'; readonly member: string }
  /** This member names accounts, each must lie within; left out, or `*`, it is for a grant that holds everywhere. */
  | { readonly kind: 'account'; readonly member: string }
  /** These members name objects: each must lie within; when all are left out it is for a grant that holds everywhere. */
  | { readonly kind: 'objects'; readonly members: Readonly<Record<string, ScopedObject>> }
  /**
   * The answer is a list of such objects, or of what names one by id in `by`: others are taken out of it. Objects that
   * the input names must lie within.
   */
  | {
      readonly kind: 'items';
      readonly of: ScopedObject;
      readonly by?: string;
      readonly members?: Readonly<Record<string, ScopedObject>>;
    };

export interface Permission {
  /** Any of them is enough. */
  readonly roles: readonly Role[];
  /** Where the input says one of these, all of the roles are needed, or admin. */
  readonly when?: { readonly member: string; readonly is: readonly string[]; readonly allOf: readonly Role[] };
  readonly scope: AccessScope;
}

const READERS = ['viewer', 'operator', 'approver', 'auditor', 'admin'] as const;
const OPERATORS = ['operator', 'admin'] as const;
const APPROVERS = ['approver', 'admin'] as const;
const AUDITORS = ['auditor', 'admin'] as const;
const ADMINS = ['admin'] as const;

const none = { kind: 'none' } as const;
const everywhere = { kind: 'everywhere' } as const;
const self = { kind: 'self' } as const;

const reads = (scope: AccessScope = none): Permission => ({ roles: READERS, scope });
const operates = (scope: AccessScope = everywhere): Permission => ({ roles: OPERATORS, scope });
const administers: Permission = { roles: ADMINS, scope: everywhere };
const audits: Permission = { roles: AUDITORS, scope: everywhere };
const objects = (members: Readonly<Record<string, ScopedObject>>): AccessScope => ({ kind: 'objects', members });
const filter: AccessScope = { kind: 'filter', member: 'accounts' };
const account: AccessScope = { kind: 'account', member: 'accountId' };

/**
 * The permission matrix: who may ask for what, and where. There is no other place that says so. An operation without
 * a line does not compile, and would be refused.
 */
export const access: Readonly<Record<OperationName | StreamName, Permission>> = {
  startScan: operates(filter),
  getScan: reads(objects({ id: 'scan' })),
  listScans: reads({ kind: 'items', of: 'scan' }),

  listFindings: reads(filter),
  searchFindings: reads(filter),
  countFindings: reads(filter),
  countMatching: reads(filter),
  listFindingGroups: reads(filter),
  exportFindings: reads(filter),
  getFinding: reads(objects({ id: 'finding' })),
  listFindingHistory: reads(objects({ id: 'finding' })),
  updateFindings: operates(objects({ 'ids[]': 'finding' })),
  resumeAutomation: operates(objects({ findingId: 'finding' })),
  investigateFinding: operates(objects({ findingId: 'finding' })),
  getIncident: reads(objects({ findingId: 'finding' })),
  getChangeRequest: reads(objects({ findingId: 'finding' })),
  // A report may be about any account.
  importFindings: operates(),
  importFindingsFromS3: operates(),
  importFindingStream: operates(),
  remediateAutomatic: operates(),

  // What is defined about findings counts in every account.
  listAutomationRules: reads(),
  getAutomationRule: reads(),
  createAutomationRule: operates(),
  updateAutomationRule: operates(),
  deleteAutomationRule: operates(),
  reorderAutomationRules: operates(),
  previewAutomationRule: reads(everywhere),
  listInsights: reads(),
  getInsight: reads(everywhere),
  createInsight: operates(),
  updateInsight: operates(),
  deleteInsight: operates(),
  listViews: reads(),
  saveView: operates(),
  deleteView: operates(),
  listCustomActions: reads(),
  createCustomAction: operates(),
  updateCustomAction: operates(),
  deleteCustomAction: operates(),
  fireCustomAction: operates(objects({ 'on.findingIds[]': 'finding' })),

  // Events carry findings of any account.
  listEventRules: reads(),
  getEventRule: reads(),
  putEventRule: operates(),
  setEventRuleEnabled: operates(),
  deleteEventRule: operates(),
  putEventTargets: operates(),
  removeEventTargets: operates(),
  sendTestEvent: operates(),
  testEventPattern: reads(),
  putEvents: operates(),
  listDeliveries: reads(everywhere),
  getDelivery: reads(everywhere),
  retryDeliveries: operates(),
  listArchives: reads(everywhere),
  createArchive: operates(),
  updateArchive: operates(),
  deleteArchive: operates(),
  listArchivedEvents: reads(everywhere),
  listReplays: reads(everywhere),
  getReplay: reads(everywhere),
  startReplay: operates(),
  cancelReplay: operates(),
  listPoisonMessages: reads(everywhere),
  getPoisonMessage: reads(everywhere),
  replayPoisonMessage: operates(),
  deletePoisonMessage: operates(),

  listStandards: reads(account),
  setStandardEnabled: operates(account),
  listStandardControls: reads(account),
  setControlEnabled: operates(account),
  getScores: reads(account),
  listScoreHistory: reads(account),

  // The policy holds for every account; who writes it wants to see what it would do.
  validatePolicy: operates(),
  planPolicy: operates(),
  applyPolicy: administers,
  exportPolicy: audits,
  policyDrift: reads(everywhere),
  getPolicyInForce: reads(everywhere),
  getCalendar: reads(everywhere),

  makePlan: operates(objects({ findingId: 'finding' })),
  getPlan: reads(objects({ id: 'plan' })),
  listPlans: reads({ kind: 'items', of: 'plan', members: { findingId: 'finding' } }),
  decidePlan: {
    roles: APPROVERS,
    when: { member: 'verdict', is: ['break-glass'], allOf: ['operator', 'approver'] },
    scope: objects({ id: 'plan' }),
  },
  decidePlans: {
    roles: APPROVERS,
    when: { member: 'verdict', is: ['break-glass'], allOf: ['operator', 'approver'] },
    scope: objects({ 'plans[].id': 'plan' }),
  },
  planUndo: operates(objects({ executionId: 'execution' })),

  listDecisions: reads({ kind: 'items', of: 'finding', by: 'findingId' }),
  decisionCounts: reads(everywhere),
  explainDecision: reads(objects({ findingId: 'finding' })),
  listRemediations: reads(everywhere),

  // One that is there already may hold in other accounts than what it is changed to.
  listExceptions: reads(everywhere),
  getException: reads(everywhere),
  placeException: operates({ kind: 'account', member: 'scope.accounts[]' }),
  changeException: operates(),
  removeException: operates(),

  listKillSwitches: reads(filter),
  // Stopping is for whoever sees the fire; going on is a decision.
  turnKillSwitchOn: operates({ kind: 'account', member: 'scope.id' }),
  turnKillSwitchOff: administers,

  startExecution: operates(objects({ planId: 'plan' })),
  getExecution: reads(objects({ id: 'execution' })),
  listExecutions: reads({
    kind: 'items',
    of: 'execution',
    members: { findingId: 'finding', planId: 'plan', parentId: 'execution' },
  }),
  cancelExecution: operates(objects({ id: 'execution' })),

  // A document may act in any account that its steps name.
  planAutomation: operates(),
  startAutomation: operates(),
  getAutomationExecution: reads(objects({ id: 'execution' })),
  stopAutomation: operates(objects({ id: 'execution' })),
  // A signal may be an approval of `aws:approve`; who may give it, the step says. The others drive what runs.
  signalExecution: {
    roles: ['operator', 'approver', 'admin'],
    when: { member: 'signal.kind', is: ['start-step', 'stop-step', 'resume'], allOf: ['operator'] },
    scope: objects({ id: 'execution' }),
  },

  listDocuments: reads(),
  getDocument: reads(),
  exportDocument: reads(),
  lintDocument: reads(),
  importDocument: operates(),
  setDefaultDocumentVersion: operates(),
  deleteDocument: operates(),

  createAccessKey: operates(self),
  listAccessKeys: operates(self),
  deleteAccessKey: operates(self),

  listUsers: { roles: AUDITORS, scope: everywhere },
  createUser: administers,
  changeUser: administers,
  disableUser: administers,
  enableUser: administers,
  whoAmI: reads(),
  changePassword: reads(self),
  listTokens: reads(self),
  createToken: reads(self),
  revokeToken: reads(self),
  createSlackLinkCode: reads(self),
  unlinkSlack: reads(self),

  listRecords: audits,
  verifyRecords: audits,
  verifyCheckpoints: audits,
  signCheckpoint: administers,
  checkpointKey: reads(),
  exportRecords: audits,
  readMetrics: reads(everywhere),
  // It names nothing, only kinds of things.
  watchChanges: reads(),
  removeRecords: administers,

  getOverview: reads(filter),
  listAccounts: reads(filter),
  checkAccount: reads({ kind: 'account', member: 'id' }),

  listControls: reads(),
  getControl: reads(),
  permissions: reads(),
  doctor: reads(everywhere),
};
