import type { StandardState, Trueup } from '@trueup/api-contract';
import {
  complianceScores,
  controlStandings,
  enablement,
  requirementsOf,
  STANDARDS,
  type ComplianceData,
  type ScoreSnapshot,
  type StandardSetting,
  type StandardSettings,
} from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { timeRange } from './finding-operations.ts';
import { missing } from './refusal-problem.ts';
import { invalidField } from './settled.ts';

type Standards = Pick<
  Trueup,
  | 'listStandards'
  | 'setStandardEnabled'
  | 'listStandardControls'
  | 'setControlEnabled'
  | 'getScores'
  | 'listScoreHistory'
>;

export function standardOperations(parts: ApplicationParts): Standards {
  const { engine, store, controls, actor } = parts;
  const { operations } = engine;
  return {
    listStandards: async ({ accountId }) => standardsIn(parts, await operations.standardSettings(), accountId),
    async setStandardEnabled({ standard, enabled, accountId = '*' }) {
      const kind = enabled ? 'standard-enabled' : 'standard-disabled';
      const settings = await operations.changeStandards([{ kind, standard, accountId }], actor);
      return standardsIn(parts, settings, accountId === '*' ? undefined : accountId);
    },
    async listStandardControls(scope) {
      const [data, settings] = await Promise.all([complianceData(parts), operations.standardSettings()]);
      return { items: controlStandings(data, settings, controls, scope) };
    },
    async setControlEnabled({ controlId, enabled, standard = '*', accountId = '*', reason }) {
      if (!controls.some(({ id }) => id === controlId)) throw missing('control', controlId);
      const subject = { controlId, standard, accountId };
      if (!enabled && reason === undefined) throw invalidField('reason', 'must say why the control is turned off');
      const setting: StandardSetting = enabled
        ? { kind: 'control-enabled', ...subject }
        : { kind: 'control-disabled', ...subject, reason: reason ?? '' };
      await operations.changeStandards([setting], actor);
      return { controlId, enabled };
    },
    async getScores({ standard, accountId = '*', region = '*' }) {
      const scores = await scoresNow(parts);
      const items = scores.filter(
        (score) =>
          score.accountId === accountId && score.region === region && (standard ?? score.standard) === score.standard,
      );
      return { items };
    },
    listScoreHistory: ({ from, to, ...query }) => store.scores.list({ ...query, ...timeRange({ from, to }) }),
  };
}

export type ScoreParts = Pick<ApplicationParts, 'engine' | 'store' | 'controls' | 'policy' | 'clock'>;

/** The scores of every standard, account and region as they are now. */
export async function scoresNow(parts: ScoreParts): Promise<readonly ScoreSnapshot[]> {
  const [data, settings] = await Promise.all([complianceData(parts), parts.engine.operations.standardSettings()]);
  return complianceScores(data, settings, parts.controls, parts.clock.now());
}

async function complianceData({ store, policy }: Pick<ScoreParts, 'store' | 'policy'>): Promise<ComplianceData> {
  const [rows, evaluated, accounts] = await Promise.all([
    store.scores.standing(),
    store.scores.evaluated(),
    accountsOf(policy),
  ]);
  return { accounts, rows, evaluated };
}

async function accountsOf(policy: ApplicationParts['policy']): Promise<readonly string[]> {
  return (await policy.readIfThere())?.accounts.map(({ id }) => id) ?? [];
}

async function standardsIn(
  { controls, policy }: ApplicationParts,
  settings: StandardSettings,
  accountId: string | undefined,
): Promise<{ readonly items: readonly StandardState[] }> {
  const accounts = await accountsOf(policy);
  const asked = enablement(settings);
  // No control is called so: nothing but the standard itself can be off.
  const isOn = (standard: StandardState['id'], account: string): boolean =>
    asked({ standard, controlId: '', accountId: account }).kind === 'enabled';
  const items = STANDARDS.map(({ id, title }): StandardState => {
    const enabledIn = accounts.filter((account) => isOn(id, account));
    return {
      id,
      title,
      controls: controls.filter((control) => requirementsOf(control, id).length > 0).length,
      enabledIn,
      enabled: accountId === undefined ? enabledIn.length > 0 || isOn(id, '*') : isOn(id, accountId),
    };
  });
  return { items };
}
