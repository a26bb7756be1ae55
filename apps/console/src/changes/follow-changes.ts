import { changeNotice, ENDED_EVENT, HELLO_EVENT, streams, type ChangeTopic } from '@trueup/api-contract';
import type { QueryClient } from '@tanstack/react-query';
import { currentConnection } from './connection.ts';
import { STALE_ON } from './stale-on.ts';

const CHANGES_PATH = streams.watchChanges.path;
/** A storm of changes reads a page again so often and no more. */
const LEAST_MS = 2_000;
const FIRST_AGAIN_MS = 1_000;
const LAST_AGAIN_MS = 30_000;

/**
 * One stream for this tab: what it names is read again. A stream that breaks off is taken up where it ended, so nothing
 * is missed; meanwhile the page says that it may be stale. Where the server ends or refuses it, `goesOn` says whether the
 * session goes on, and with it the stream. Returns what stops it.
 */
export function followChanges(queries: QueryClient, goesOn: () => Promise<boolean>): () => void {
  let source: EventSource | undefined;
  let lastId: string | undefined;
  let againMs = FIRST_AGAIN_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const refresh = refresher(queries);

  const came = (event: MessageEvent<string>): void => {
    lastId = event.lastEventId || lastId;
    againMs = FIRST_AGAIN_MS;
    currentConnection.set('live');
    refresh.add(changeNotice.parse(JSON.parse(event.data)).topics);
  };
  const open = (): void => {
    // A browser takes up a stream that broke off by itself; one that was refused is opened anew, from where it was.
    source = new EventSource(
      lastId === undefined ? CHANGES_PATH : `${CHANGES_PATH}?after=${encodeURIComponent(lastId)}`,
    );
    source.addEventListener('message', came);
    source.addEventListener(HELLO_EVENT, came);
    source.addEventListener(ENDED_EVENT, () => {
      source?.close();
      void again();
    });
    source.addEventListener('error', () => {
      currentConnection.set('lost');
      if (source?.readyState === EventSource.CLOSED) void again();
    });
  };
  const again = async (): Promise<void> => {
    if (!(await goesOn()) || stopped) return;
    timer = setTimeout(open, againMs);
    againMs = Math.min(againMs * 2, LAST_AGAIN_MS);
  };
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
    refresh.stop();
    source?.close();
  };
  open();
  return stop;
}

/** Marks what is stale, at most once in LEAST_MS, and not while nobody looks. */
function refresher(queries: QueryClient): { add(topics: readonly ChangeTopic[]): void; stop(): void } {
  const waiting = new Set<ChangeTopic>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = 0;
  const flush = (): void => {
    timer = undefined;
    if (document.hidden || waiting.size === 0) return;
    const topics = [...waiting];
    waiting.clear();
    lastAt = Date.now();
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => {
        const staleOn = STALE_ON[queryKey[0] as keyof typeof STALE_ON];
        return staleOn?.some((topic) => topics.includes(topic)) ?? false;
      },
    });
  };
  const plan = (): void => {
    timer ??= setTimeout(flush, Math.max(0, lastAt + LEAST_MS - Date.now()));
  };
  document.addEventListener('visibilitychange', plan);
  return {
    add(topics) {
      for (const topic of topics) waiting.add(topic);
      plan();
    },
    stop() {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', plan);
    },
  };
}
