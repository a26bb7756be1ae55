import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import { standardId, type ScoreSnapshot, type StandardId } from '../schema/standard.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

export interface Standards {
  readonly standards: Set<StandardId>;
  /** Reasons by control. */
  readonly disabledControls: Map<string, string>;
}

export const fewStandards = (): Standards => ({ standards: new Set(['fsbp/1.0.0']), disabledControls: new Map() });

type Judging = Pick<
  Trueup,
  | 'listStandards'
  | 'setStandardEnabled'
  | 'listStandardControls'
  | 'setControlEnabled'
  | 'getScores'
  | 'listScoreHistory'
>;

/** One account, and one control that fails wherever it is on. */
export function scriptedStandards({ standards, disabledControls }: Standards): Judging {
  const listed = (): Awaited<ReturnType<Trueup['listStandards']>> => ({
    items: standardId.options.map((id) => ({
      id,
      title: `Standard ${id}`,
      controls: 1,
      enabledIn: standards.has(id) ? ['111111111111'] : [],
      enabled: standards.has(id),
    })),
  });
  const score = (standard: StandardId): ScoreSnapshot => ({
    at: SCRIPTED_AT,
    standard,
    accountId: '*',
    region: '*',
    passed: 3,
    failed: disabledControls.has('S3.8') ? 0 : 1,
    unknown: 0,
    noData: 2,
    disabled: disabledControls.size,
    score: disabledControls.has('S3.8') ? 100 : 75,
  });
  return {
    listStandards: async () => listed(),
    async setStandardEnabled({ standard, enabled }) {
      if (enabled) standards.add(standard);
      else standards.delete(standard);
      return listed();
    },
    async listStandardControls() {
      const disabledReason = disabledControls.get('S3.8');
      const standing = { controlId: 'S3.8', requirements: ['S3.8'], counts: { FAILED: 4 } };
      return disabledReason === undefined
        ? { items: [{ ...standing, status: 'failed' }] }
        : { items: [{ ...standing, counts: {}, status: 'disabled', disabledReason }] };
    },
    async setControlEnabled({ controlId, enabled, reason }) {
      if (enabled) disabledControls.delete(controlId);
      else if (reason === undefined) throw new Problem('invalid', 'reason must say why the control is turned off');
      else disabledControls.set(controlId, reason);
      return { controlId, enabled };
    },
    getScores: async () => ({ items: [...standards].map(score) }),
    listScoreHistory: async () => ({ items: [...standards].map(score) }),
  };
}
