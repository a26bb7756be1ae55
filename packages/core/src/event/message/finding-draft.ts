import type { JsonObject } from '../../value/json.ts';
import type { EventEnvelope } from '../event.ts';
import type { AboutFinding, Catalogue, Label, Words } from './catalogue.ts';
import { severityOf, type Draft, type MakeDraft } from './draft.ts';
import { objectAt, textAt } from './read-detail.ts';

type FindingWords = 'imported' | 'opened' | 'reopened' | 'resolved' | 'archived';

/** Of an event about one finding, in ASFF as Security Hub sends it, or as Trueup records it. */
export const findingDraft =
  (words: FindingWords): MakeDraft =>
  (event, catalogue) =>
    draftOf(event, catalogue, (of) => catalogue[words](of));

export const customActionDraft: MakeDraft = (event, catalogue) => {
  const action = textAt(event.detail, 'actionName') ?? catalogue.nameless.action;
  const draft = draftOf(event, catalogue, (of) => catalogue.customAction({ ...of, action }));
  return { ...draft, facts: [['action', action], ...draft.facts] };
};

function draftOf(event: EventEnvelope, { nameless }: Catalogue, wordsOf: (of: AboutFinding) => Words): Draft {
  const { detail } = event;
  const asff = objectAt(detail, 'findings', 0) ?? {};
  const own = objectAt(detail, 'finding') ?? {};
  const title = textAt(own, 'title') ?? textAt(asff, 'Title');
  const resource = textAt(own, 'resource') ?? textAt(asff, 'Resources', 0, 'Id');
  const reason = textAt(own, 'reason') ?? textAt(asff, 'Description');
  const severity = textAt(own, 'severity') ?? textAt(asff, 'Severity', 'Label');
  const words = wordsOf({ finding: title ?? nameless.finding, resource: resource ?? nameless.resource });
  return {
    words: { title: words.title, summary: [...words.summary, ...(reason === undefined ? [] : [reason])] },
    severity: severityOf(severity),
    facts: [['severity', severity], ['resource', resource], ...placeFacts(own, asff), ...stateFacts(own, asff)],
    page: { page: 'finding', id: textAt(own, 'id') },
  };
}

type Facts = readonly (readonly [Label, string | undefined])[];

function placeFacts(own: JsonObject, asff: JsonObject): Facts {
  return [
    ['resourceType', textAt(asff, 'Resources', 0, 'Type')],
    ['account', textAt(own, 'accountId') ?? textAt(asff, 'AwsAccountId')],
    ['region', textAt(own, 'region') ?? textAt(asff, 'Resources', 0, 'Region') ?? textAt(asff, 'Region')],
  ];
}

function stateFacts(own: JsonObject, asff: JsonObject): Facts {
  return [
    ['control', textAt(own, 'controlId') ?? textAt(asff, 'Compliance', 'SecurityControlId')],
    ['compliance', textAt(asff, 'Compliance', 'Status')],
    ['workflow', textAt(asff, 'Workflow', 'Status')],
    ['product', textAt(asff, 'ProductName')],
  ];
}
