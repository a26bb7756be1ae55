import type { MakeDraft } from './draft.ts';
import { objectAt, textAt, timeAt } from './read-detail.ts';

/** Drafts of scans, schedules, messages sent to try a target, and of events that nothing is known about. */

export const scanDraft: MakeDraft = ({ detail }, { scanFinished, scanFailed }) => {
  const scan = objectAt(detail, 'scan') ?? {};
  const count = (name: string): string | undefined => textAt(scan, 'counts', name);
  const opened = count('opened');
  const resolved = count('resolved');
  const failed = textAt(scan, 'status') === 'failed';
  return {
    words: failed ? scanFailed() : scanFinished({ opened: opened ?? '0', resolved: resolved ?? '0' }),
    facts: [
      ['failure', textAt(scan, 'failure')],
      ['resources', count('resources')],
      ['compliantResources', count('compliant')],
      ['nonCompliantResources', count('nonCompliant')],
      ['newFindings', opened],
      ['reopenedFindings', count('reopened')],
      ['resolvedFindings', resolved],
      ['gaps', textAt(scan, 'gaps')],
    ],
  };
};

export const testDraft: MakeDraft = (event, { test }) => ({
  words: test(),
  facts: [
    ['requestedBy', textAt(event.detail, 'sentBy')],
    ['rule', textAt(event.detail, 'rule')],
    ['time', timeAt(event.time)],
  ],
});

/** The rule's ARN is the only resource of a scheduled event. */
export const scheduledDraft: MakeDraft = (event, { scheduled, nameless }) => {
  const rule = textAt(event.resources, 0);
  return {
    words: scheduled({ rule: rule?.split('/').at(-1) ?? nameless.rule }),
    facts: [
      ['rule', rule],
      ['time', timeAt(event.time)],
    ],
  };
};

export const otherDraft: MakeDraft = (event, { other }) => {
  const eventType = textAt(event['detail-type']) ?? '–';
  const source = textAt(event.source) ?? '–';
  return {
    words: other({ eventType, source }),
    facts: [
      ['eventType', eventType],
      ['source', source],
      ['resource', textAt(event.resources, 0)],
      ['account', textAt(event.account)],
      ['region', textAt(event.region)],
      ['time', timeAt(event.time)],
    ],
  };
};
