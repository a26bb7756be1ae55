import type { Trueup } from '../operations.ts';
import { severity, type Finding } from '../schema/finding.ts';
import type { KillSwitch } from '../schema/kill-switch.ts';
import { notFound } from './not-found.ts';
import { SCRIPTED_AT, scriptedScan, type ScriptedFinding } from './scripted-things.ts';

interface Looked {
  readonly findings: readonly ScriptedFinding[];
  readonly killSwitches: ReadonlyMap<string, KillSwitch>;
}

type Looking = Pick<Trueup, 'getOverview' | 'listAccounts' | 'checkAccount' | 'doctor'>;

const ACCOUNT = '111111111111';

/** One account, whose findings have all been opened today. */
export function scriptedOverview({ findings, killSwitches }: Looked): Looking {
  const openOf = (accounts: readonly string[] | undefined): readonly Finding[] =>
    findings
      .map(({ finding }) => finding)
      .filter(({ workflow }) => workflow === 'NEW' || workflow === 'NOTIFIED')
      .filter(({ resource }) => accounts?.includes(resource.accountId) ?? true);
  return {
    async getOverview({ accounts }) {
      const open = openOf(accounts);
      return {
        at: SCRIPTED_AT,
        open: severity.options.toReversed().map((one) => ({
          severity: one,
          count: open.filter((finding) => finding.severity === one).length,
          overdue: 0,
          oldestSeconds: 0,
        })),
        trend: [{ date: SCRIPTED_AT.slice(0, 10), opened: open.length, resolved: 0, open: open.length }],
        remediation: {
          verified: 0,
          undone: 0,
          alreadyCompliant: 0,
          stillNonCompliant: 0,
          failed: 0,
          other: 0,
          secondsToRemediate: { count: 0, mean: 0, p50: 0, p90: 0 },
        },
        waitingApprovals: 0,
        runningExecutions: 0,
        killSwitches: [...killSwitches.values()],
      };
    },
    async listAccounts({ accounts }) {
      const severities = openOf([ACCOUNT]).map((finding) => finding.severity);
      const { id, status, startedAt } = scriptedScan(1, 3, severities.length);
      const main = {
        id: ACCOUNT,
        name: 'main',
        organizationalUnit: '/Prod',
        regions: ['us-east-1'],
        openFindings: [...new Set(severities)].map((one) => ({
          severity: one,
          count: severities.filter((other) => other === one).length,
        })),
        lastScan: { id, status, startedAt, finishedAt: SCRIPTED_AT },
        coverage: { scanId: id, finishedAt: SCRIPTED_AT, regions: 1, controls: 1, gaps: [], gapsComplete: true },
        score: 75,
      } as const;
      return { items: accounts?.includes(ACCOUNT) === false ? [] : [main] };
    },
    doctor: async () => ({
      checks: [
        { name: 'policy', status: 'ok', detail: '1 account, 1 region' },
        { name: 'credentials', status: 'warning', detail: 'long-lived keys of a user' },
      ],
      identity: { accountId: '222222222222', arn: 'arn:aws:iam::222222222222:user/ops' },
    }),
    checkAccount: async ({ id }) =>
      id === ACCOUNT
        ? { name: `account ${id} (main)`, status: 'ok', detail: `arn:aws:sts::${id}:assumed-role/Trueup/trueup` }
        : notFound('account', id),
  };
}
