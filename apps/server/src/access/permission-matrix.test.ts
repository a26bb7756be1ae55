import {
  operationNames,
  operations,
  streams,
  type OperationName,
  type Role,
  type StreamName,
} from '@trueup/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { person, tokenOf } from '../testing/people.ts';
import { serveScripted } from '../testing/serve-scripted.ts';

const ROLES: readonly Role[] = ['viewer', 'operator', 'approver', 'auditor', 'admin'];
type Name = OperationName | StreamName;

/** Who may do what, written down once more by hand: the matrix is held to it, and not the other way round. */
const EXPECTED: Readonly<Record<string, { readonly roles: readonly Role[]; readonly names: readonly Name[] }>> = {
  everyone: {
    roles: ROLES,
    names: [
      ...(['getScan', 'listScans', 'listFindings', 'searchFindings', 'countFindings', 'exportFindings'] as const),
      ...(['countMatching', 'listFindingGroups'] as const),
      ...(['getFinding', 'listFindingHistory', 'listAutomationRules', 'getAutomationRule'] as const),
      ...(['previewAutomationRule', 'listInsights', 'getInsight', 'listViews', 'listCustomActions'] as const),
      ...(['listEventRules', 'getEventRule', 'testEventPattern', 'listDeliveries', 'getDelivery'] as const),
      ...(['listArchives', 'listArchivedEvents', 'listReplays', 'getReplay'] as const),
      ...(['listPoisonMessages', 'getPoisonMessage', 'listStandards', 'listStandardControls'] as const),
      ...(['getScores', 'listScoreHistory', 'getPlan', 'listPlans', 'getExecution', 'listExecutions'] as const),
      ...(['getAutomationExecution', 'listDocuments', 'getDocument', 'exportDocument'] as const),
      ...(['listControls', 'getControl', 'permissions', 'doctor'] as const),
      ...(['listDecisions', 'decisionCounts', 'explainDecision', 'listRemediations'] as const),
      ...(['listExceptions', 'getException', 'listKillSwitches', 'checkpointKey'] as const),
      ...(['getIncident', 'getChangeRequest', 'policyDrift', 'readMetrics', 'watchChanges'] as const),
      ...(['whoAmI', 'changePassword', 'listTokens', 'createToken', 'revokeToken'] as const),
      ...(['createSlackLinkCode', 'unlinkSlack'] as const),
      ...(['getPolicyInForce', 'getCalendar', 'lintDocument'] as const),
      ...(['getOverview', 'listAccounts', 'checkAccount'] as const),
    ],
  },
  operators: {
    roles: ['operator', 'admin'],
    names: [
      ...(['createAccessKey', 'listAccessKeys', 'deleteAccessKey'] as const),
      ...(['startScan', 'updateFindings', 'resumeAutomation', 'importFindings', 'importFindingsFromS3'] as const),
      ...(['importFindingStream', 'remediateAutomatic', 'createAutomationRule', 'updateAutomationRule'] as const),
      ...(['deleteAutomationRule', 'reorderAutomationRules', 'createInsight', 'updateInsight'] as const),
      ...(['deleteInsight', 'saveView', 'deleteView', 'createCustomAction', 'updateCustomAction'] as const),
      ...(['deleteCustomAction', 'fireCustomAction', 'putEventRule', 'setEventRuleEnabled'] as const),
      ...(['deleteEventRule', 'putEventTargets', 'removeEventTargets', 'sendTestEvent', 'putEvents'] as const),
      ...(['retryDeliveries', 'createArchive', 'updateArchive', 'deleteArchive', 'startReplay'] as const),
      ...(['cancelReplay', 'replayPoisonMessage', 'deletePoisonMessage', 'setStandardEnabled'] as const),
      ...(['setControlEnabled', 'makePlan', 'planUndo', 'startExecution', 'cancelExecution'] as const),
      ...([
        'planAutomation',
        'startAutomation',
        'stopAutomation',
        'importDocument',
        'setDefaultDocumentVersion',
        'deleteDocument',
      ] as const),
      ...([
        'placeException',
        'changeException',
        'removeException',
        'turnKillSwitchOn',
        'investigateFinding',
        'validatePolicy',
        'planPolicy',
      ] as const),
    ],
  },
  approvers: { roles: ['approver', 'admin'], names: ['decidePlan', 'decidePlans'] },
  operatorsAndApprovers: { roles: ['operator', 'approver', 'admin'], names: ['signalExecution'] },
  auditors: {
    roles: ['auditor', 'admin'],
    names: ['listUsers', 'listRecords', 'verifyRecords', 'exportRecords', 'verifyCheckpoints', 'exportPolicy'],
  },
  admins: {
    roles: ['admin'],
    names: [
      ...(['createUser', 'changeUser', 'disableUser', 'enableUser'] as const),
      ...(['turnKillSwitchOff', 'signCheckpoint', 'removeRecords', 'applyPolicy'] as const),
    ],
  },
};

const names: readonly Name[] = [...operationNames, ...(Object.keys(streams) as StreamName[])];
let served: Awaited<ReturnType<typeof serveScripted>>;
const tokens = new Map<Role, string>();

beforeAll(async () => {
  served = await serveScripted();
  for (const role of ROLES) {
    tokens.set(role, await tokenOf(served.access, await person(served.access, { name: role, grants: [{ role }] })));
  }
});
afterAll(() => served.close());

test('every operation is expected of someone, once', () => {
  const written = Object.values(EXPECTED).flatMap((group) => group.names);
  expect(written.toSorted()).toEqual(names.toSorted());
});

const cells = names.flatMap((name) => ROLES.map((role) => [role, name] as const));

test.each(cells)('%s: %s', async (role, name) => {
  const expected = Object.values(EXPECTED).find((group) => group.names.includes(name))?.roles ?? [];
  const { method, path } = name in streams ? streams[name as StreamName] : operations[name as OperationName];
  const answer = await fetch(`${served.address}${path.replaceAll(/\{\w+\}/g, 'x-1')}`, {
    method,
    headers: { authorization: `Bearer ${tokens.get(role) ?? ''}` },
  });
  const problem = answer.ok ? {} : ((await answer.json()) as { readonly code?: string });
  // Whoever is let in is told that the input is bad, or gets an answer.
  expect(answer.status).not.toBe(401);
  expect({ name, role, allowed: problem.code !== 'forbidden' }).toEqual({
    name,
    role,
    allowed: expected.includes(role),
  });
});

const HASH = '0'.repeat(64);
const breakGlass = { url: '/api/v1/plans/x-1/decision', body: { hash: HASH, verdict: 'break-glass', reason: 'fire' } };
const signal = (given: object) => ({ url: '/api/v1/automations/x-1/signals', body: { signal: given } });

/** What is asked for can need more than the operation does. */
test.each<[string, readonly Role[], { readonly url: string; readonly body: object }, boolean]>([
  ['breaking the glass', ['approver'], breakGlass, false],
  ['breaking the glass', ['operator'], breakGlass, false],
  ['breaking the glass', ['operator', 'approver'], breakGlass, true],
  ['breaking the glass', ['admin'], breakGlass, true],
  ['approving a step', ['approver'], signal({ kind: 'approve' }), true],
  ['rejecting a step', ['approver'], signal({ kind: 'reject' }), true],
  ['starting a step', ['approver'], signal({ kind: 'start-step', step: 'a' }), false],
  ['resuming a step', ['approver'], signal({ kind: 'resume', step: 'a' }), false],
  ['stopping a step', ['approver'], signal({ kind: 'stop-step', stepExecutionId: 'a' }), false],
  ['stopping a step', ['operator'], signal({ kind: 'stop-step', stepExecutionId: 'a' }), true],
])('%s as %j', async (what, roles, { url, body }, allowed) => {
  const name = `${what} ${roles.join(' ')} ${url} ${JSON.stringify(body)}`.replaceAll(/[^a-z]/g, '').slice(0, 60);
  const grants = roles.map((role) => ({ role }));
  const token = await tokenOf(served.access, await person(served.access, { name, grants }));
  const answer = await fetch(`${served.address}${url}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const problem = answer.ok ? {} : ((await answer.json()) as { readonly code?: string });
  expect(problem.code).not.toBe('invalid');
  expect(problem.code !== 'forbidden').toBe(allowed);
});
