import type { Operations } from '@trueup/api-contract';
import { judgedPlace, type FindingCriteria, type JudgedPlace, type Store } from '@trueup/core';
import { keptAnswers } from './kept-answers.ts';

type Groups = Awaited<ReturnType<Operations['listFindingGroups']>>;

/** Where it takes long it is a minute old at most, as the contract says. */
const EVALUATED_KEPT = { freshMs: 20_000, staleMs: 40_000, quickMs: 50 };

/** Open findings by control, and of how many resources: those that it has judged where the findings may be. */
export function findingGroups({
  store,
}: {
  readonly store: Pick<Store, 'findings'>;
}): (criteria: FindingCriteria) => Promise<Groups> {
  // It reads every ACTIVE finding, and changes only where a scan or a reporter tells of more resources.
  const evaluatedNow = (place: JudgedPlace) => store.findings.evaluatedByControl(place);
  const evaluatedIn = keptAnswers(evaluatedNow, EVALUATED_KEPT);
  return async (criteria) => {
    const place = judgedPlace(criteria);
    const [groups, evaluated] = await Promise.all([
      store.findings.byControl(criteria),
      place === undefined ? undefined : evaluatedIn(place),
    ]);
    const items = groups.map((group) => {
      const judged = group.resources === undefined ? undefined : evaluated?.get(group.controlId);
      // Kept for a while, it may be less than what has been found at fault since.
      return judged === undefined ? group : { ...group, evaluated: Math.max(judged, group.findings) };
    });
    return { items };
  };
}
