import type { Locale } from '../event-rule.ts';
import type { EventEnvelope } from '../event.ts';
import { EXCEPTION_WORDS, type Catalogue, type Page } from './catalogue.ts';
import { changeRequestDraft } from './change-request-draft.ts';
import type { Draft, MakeDraft } from './draft.ts';
import { en } from './en.ts';
import { customActionDraft, findingDraft } from './finding-draft.ts';
import { insightDraft } from './insight-draft.ts';
import { ja } from './ja.ts';
import type { Message } from './message.ts';
import { otherDraft, scanDraft, scheduledDraft, testDraft } from './other-drafts.ts';
import { breakerDraft, exceptionDraft, killSwitchDraft } from './oversight-drafts.ts';
import { executionDraft, glassBrokenDraft, planDraft, verificationDraft } from './work-draft.ts';

const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { en, ja };

const SECURITY_HUB: ReadonlyMap<string, MakeDraft> = new Map([
  ['Security Hub Findings - Imported', findingDraft('imported')],
  ['Security Hub Findings - Custom Action', customActionDraft],
  ['Security Hub Insight Results', insightDraft],
]);

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const TRUEUP: ReadonlyMap<string, MakeDraft> = new Map([
  ...SECURITY_HUB,
  ['Trueup Finding Opened', findingDraft('opened')],
  ['Trueup Finding Reopened', findingDraft('reopened')],
  ['Trueup Finding Resolved', findingDraft('resolved')],
  ['Trueup Finding Archived', findingDraft('archived')],
  ['Trueup Plan Waits for Approval', planDraft],
  ['Trueup Execution Finished', executionDraft],
  ['Trueup Verification Made', verificationDraft],
  ['Trueup Plan Broke Glass', glassBrokenDraft],
  ['Trueup Breaker Opened', breakerDraft],
  ['Trueup Kill Switch On', killSwitchDraft('on')],
  ['Trueup Kill Switch Off', killSwitchDraft('off')],
  ...EXCEPTION_WORDS.map((word) => [`Trueup Exception ${capitalized(word)}`, exceptionDraft(word)] as const),
  ['Trueup Change Requested', changeRequestDraft],
  ['Trueup Scan Finished', scanDraft],
  ['Trueup Test', testDraft],
  ['Scheduled Event', scheduledDraft],
]);

const SCHEDULED: ReadonlyMap<string, MakeDraft> = new Map([['Scheduled Event', scheduledDraft]]);

/** What a person is told of an event. Never throws, whatever the event's detail holds. */
export function messageOf(event: EventEnvelope, locale: Locale): Message {
  const catalogue = CATALOGUES[locale];
  const makeDraft = draftsOf(event.source).get(event['detail-type']) ?? otherDraft;
  return written(makeDraft(event, catalogue), catalogue, locale);
}

/** Whoever may put events on a bus may call them anything: only the source that owns a type has its words. */
function draftsOf(source: string): ReadonlyMap<string, MakeDraft> {
  if (source === 'trueup' || source.startsWith('trueup.')) return TRUEUP;
  if (source === 'aws.securityhub') return SECURITY_HUB;
  return source === 'aws.events' ? SCHEDULED : new Map();
}

function written({ words, facts, severity, page }: Draft, catalogue: Catalogue, locale: Locale): Message {
  const shown = facts.flatMap(([label, value]) =>
    value === undefined ? [] : [[catalogue.labels[label], value] as const],
  );
  return {
    locale,
    title: words.title,
    summary: words.summary,
    facts: shown,
    ...(severity ? { severity } : {}),
    ...(page?.id === undefined
      ? {}
      : { link: { path: `${FOLDERS[page.page]}/${pathPart(page.id)}`, label: catalogue.open[page.page] } }),
  };
}

/** Where the console has these pages. */
const FOLDERS: Readonly<Record<Page, string>> = {
  finding: '/findings',
  plan: '/plans',
  execution: '/executions',
  exception: '/policy/exceptions',
  killSwitch: '/settings',
};

/** One part of a path: `..` and `/` lead nowhere else. */
const pathPart = (id: string): string =>
  encodeURIComponent(id).replaceAll(
    /[!'()*.]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
