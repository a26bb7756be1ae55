import type { JsonObject } from '../../value/json.ts';
import { OUTCOME_WORDS, VERIFICATION_WORDS, type Label } from './catalogue.ts';
import { severityOf, type MakeDraft } from './draft.ts';
import { objectAt, textAt, timeAt } from './read-detail.ts';

/** Drafts of what Trueup publishes of its own work: plans, executions, verifications, circuit breakers. */

type Facts = readonly (readonly [Label, string | undefined])[];

function resourceFacts(subject: JsonObject): Facts {
  const resource = objectAt(subject, 'resource');
  return [
    ['resource', textAt(resource, 'arn')],
    ['account', textAt(resource, 'accountId') ?? textAt(subject, 'scope', 'accountId')],
    ['region', textAt(resource, 'region') ?? textAt(subject, 'scope', 'region')],
    ['control', textAt(subject, 'controlId')],
  ];
}

export const planDraft: MakeDraft = ({ detail }, { planWaits, nameless }) => {
  const plan = objectAt(detail, 'plan') ?? {};
  const severity = severityOf(textAt(detail, 'finding', 'severity'));
  return {
    words: planWaits({
      remediation: textAt(plan, 'controlId') ?? nameless.remediation,
      resource: textAt(plan, 'resource', 'arn') ?? nameless.resource,
    }),
    severity,
    facts: [
      ['severity', severity],
      ...resourceFacts(plan),
      ['risk', textAt(plan, 'risk')],
      ['requestedBy', textAt(plan, 'requestedBy', 'name')],
      ['expires', timeAt(plan, 'expiresAt')],
    ],
    page: { page: 'plan', id: textAt(plan, 'id') },
  };
};

export const executionDraft: MakeDraft = ({ detail }, { executionFinished, executionEnded, nameless }) => {
  const execution = objectAt(detail, 'execution') ?? {};
  const status = textAt(execution, 'status');
  const outcome = OUTCOME_WORDS.find((word) => word === textAt(execution, 'outcome'));
  const resource = textAt(execution, 'resource', 'arn') ?? nameless.resource;
  return {
    words: outcome ? executionFinished[outcome]({ resource }) : executionEnded({ status: status ?? '–' }),
    facts: [
      ['outcome', outcome],
      ['status', status],
      ...resourceFacts(execution),
      ['runbook', textAt(execution, 'documentName')],
      ['startedBy', textAt(execution, 'startedBy', 'name')],
      ['failure', textAt(execution, 'failureMessage')],
    ],
    page: { page: 'execution', id: textAt(execution, 'id') },
  };
};

export const verificationDraft: MakeDraft = (event, catalogue) => {
  const { detail } = event;
  const verification = objectAt(detail, 'verification') ?? {};
  const kind = VERIFICATION_WORDS.find((word) => word === textAt(verification, 'kind')) ?? 'inconclusive';
  const subject = objectAt(detail, 'execution') ?? objectAt(detail, 'finding') ?? detail;
  const resource = textAt(subject, 'resource', 'arn') ?? catalogue.nameless.resource;
  const words = catalogue.verificationMade[kind]({ resource });
  const reason = textAt(verification, 'detail');
  return {
    words: { title: words.title, summary: [...words.summary, ...(reason === undefined ? [] : [reason])] },
    facts: [['verification', kind], ['reason', textAt(verification, 'reason')], ...resourceFacts(subject)],
    page: { page: 'execution', id: textAt(detail, 'execution', 'id') ?? textAt(detail, 'executionId') },
  };
};

export const circuitBreakerDraft: MakeDraft = ({ detail }, { circuitBreakerOpened, nameless }) => {
  const breaker = objectAt(detail, 'circuitBreaker') ?? {};
  const remediation = textAt(breaker, 'remediation') ?? textAt(breaker, 'controlId');
  return {
    words: circuitBreakerOpened({ remediation: remediation ?? nameless.remediation }),
    facts: [
      ['remediation', remediation],
      ...resourceFacts(breaker),
      ['runbook', textAt(breaker, 'documentName')],
      ['failures', textAt(breaker, 'failures')],
      ['reason', textAt(breaker, 'reason')],
      ['time', timeAt(breaker, 'openedAt')],
    ],
  };
};
