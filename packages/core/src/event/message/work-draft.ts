import type { JsonObject } from '../../value/json.ts';
import type { EventEnvelope } from '../event.ts';
import { OUTCOME_WORDS, VERIFICATION_WORDS, type Label } from './catalogue.ts';
import { severityOf, type MakeDraft } from './draft.ts';
import { objectAt, textAt, timeAt } from './read-detail.ts';

/**
 * Drafts of what Trueup publishes of its own work: plans, executions, verifications. Each event is made of a record,
 * whose members stand flat: `resource` is an ARN, with `accountId` and `region` beside it.
 */

type Facts = readonly (readonly [Label, string | undefined])[];

function resourceFacts(subject: JsonObject): Facts {
  return [
    ['resource', textAt(subject, 'resource')],
    ['account', textAt(subject, 'accountId')],
    ['region', textAt(subject, 'region')],
    ['control', textAt(subject, 'controlId')],
  ];
}

/** Who did what the event tells. */
export const actorOf = ({ detail }: EventEnvelope): string | undefined => textAt(detail, 'actor', 'name');

/** Whoever asked for a plan is the actor of the record that it was made. */
export const planDraft: MakeDraft = (event, { planWaits, nameless }) => {
  const plan = objectAt(event.detail, 'plan') ?? {};
  const severity = severityOf(textAt(plan, 'severity'));
  return {
    words: planWaits({
      remediation: textAt(plan, 'controlId') ?? nameless.remediation,
      resource: textAt(plan, 'resource') ?? nameless.resource,
    }),
    severity,
    facts: [
      ['severity', severity],
      ...resourceFacts(plan),
      ['risk', textAt(plan, 'risk')],
      ['requestedBy', actorOf(event)],
      ['expires', timeAt(plan, 'expiresAt')],
    ],
    page: { page: 'plan', id: textAt(plan, 'id') },
  };
};

export const glassBrokenDraft: MakeDraft = (event, { glassBroken, nameless }) => {
  const plan = objectAt(event.detail, 'plan') ?? {};
  const person = actorOf(event);
  return {
    words: glassBroken({
      remediation: textAt(plan, 'controlId') ?? nameless.remediation,
      resource: textAt(plan, 'resource') ?? nameless.resource,
      person: person ?? nameless.person,
    }),
    facts: [
      ...resourceFacts(plan),
      ['reason', textAt(plan, 'reason')],
      ['approvedBy', person],
      ['requestedBy', textAt(plan, 'requestedBy')],
    ],
    page: { page: 'plan', id: textAt(plan, 'id') },
  };
};

export const executionDraft: MakeDraft = ({ detail }, { executionFinished, executionEnded, nameless }) => {
  const execution = objectAt(detail, 'execution') ?? {};
  const status = textAt(execution, 'status');
  const outcome = OUTCOME_WORDS.find((word) => word === textAt(execution, 'outcome'));
  const resource = textAt(execution, 'resource') ?? nameless.resource;
  return {
    words: outcome ? executionFinished[outcome]({ resource }) : executionEnded({ status: status ?? '–' }),
    facts: [
      ['outcome', outcome],
      ['status', status],
      ...resourceFacts(execution),
      ['runbook', textAt(execution, 'documentName')],
      ['startedBy', textAt(execution, 'startedBy')],
      ['failure', textAt(execution, 'failureMessage')],
    ],
    page: { page: 'execution', id: textAt(execution, 'id') },
  };
};

export const verificationDraft: MakeDraft = ({ detail }, catalogue) => {
  const verification = objectAt(detail, 'verification') ?? {};
  const execution = objectAt(detail, 'execution') ?? {};
  const kind = VERIFICATION_WORDS.find((word) => word === textAt(verification, 'kind')) ?? 'inconclusive';
  const resource = textAt(execution, 'resource') ?? catalogue.nameless.resource;
  const words = catalogue.verificationMade[kind]({ resource });
  const reason = textAt(verification, 'detail');
  return {
    words: { title: words.title, summary: [...words.summary, ...(reason === undefined ? [] : [reason])] },
    facts: [['verification', kind], ['reason', textAt(verification, 'reason')], ...resourceFacts(execution)],
    page: { page: 'execution', id: textAt(execution, 'id') },
  };
};
