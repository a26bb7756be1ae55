import type { EventArchive, EventEnvelope } from '@trueup/api-contract';
import { isJsonObject } from '@trueup/core';
import type { Connected } from '../shell.ts';

const LOOK_EVERY_MS = 1_000;
const LARGEST_PAGE = 1_000;
/** Until so many were seen, every look reads the whole archive, and nothing is missed however late it comes. */
const WHOLE_UP_TO = 1_000;
/** From then on only this much of it: an event is archived within moments of its time. */
const LOOK_BACK_MS = 30_000;

/** The events that an archive takes in, but for that of its own making, each once, until whoever listens stops. */
export async function* newEvents(
  { trueup, pause }: Pick<Connected, 'trueup' | 'pause'>,
  archive: EventArchive,
): AsyncGenerator<EventEnvelope> {
  // The events have the server's time.
  const ahead = Date.parse(archive.createdAt) - Date.now();
  const seen = new Map<string, string>();
  for (;;) {
    const from = seen.size < WHOLE_UP_TO ? undefined : new Date(Date.now() + ahead - LOOK_BACK_MS).toISOString();
    let cursor: string | undefined;
    do {
      const page = await trueup.listArchivedEvents({
        id: archive.name,
        limit: LARGEST_PAGE,
        ...(from === undefined ? {} : { from }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const event of page.items) {
        if (seen.has(event.id)) continue;
        seen.set(event.id, event.time);
        if (!isAbout(event, archive)) yield event;
      }
      cursor = page.next;
    } while (cursor !== undefined);
    if (from !== undefined) forgetBefore(seen, from);
    await pause(LOOK_EVERY_MS);
  }
}

/** Events out of the records name what they are about. */
function isAbout({ detail }: EventEnvelope, { arn }: EventArchive): boolean {
  const { subject } = detail;
  return isJsonObject(subject) && subject['id'] === arn;
}

/** What no look reads again need not be known, but for as many as say that the archive is large. */
function forgetBefore(seen: Map<string, string>, from: string): void {
  for (const [id, time] of seen) {
    if (seen.size <= WHOLE_UP_TO) return;
    if (time < from) seen.delete(id);
  }
}
