import {
  instantAfter,
  type Clock,
  type Plan,
  type PlanId,
  type SlackPost,
  type Store,
  type Stores,
} from '@trueup/core';
import { approvalMessage, type SlackConnection } from '@trueup/delivery';
import type { Log } from '@trueup/engine';

export interface SlackBoardParts {
  readonly store: Pick<Store, 'plans' | 'definitions'> & {
    transaction<T>(work: (stores: Pick<Stores, 'definitions' | 'runs'>) => Promise<T>): Promise<T>;
  };
  readonly connection: Pick<SlackConnection, 'post' | 'update'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly consoleUrl?: string;
}

/** Nobody reads more at a time; the others follow as these are decided. */
const MOST_POSTS = 200;
/** Slack takes about one message a second in a channel. */
const MOST_NEW_A_ROUND = 5;
/** A server that died between claiming and posting leaves a claim. */
const CLAIM_MS = 60_000;
const PAGE = 100;

/**
 * Keeps the channel as the plans are: a message for each that waits, changed as people say yes, and without buttons
 * once it waits no more, wherever it was decided. Several servers may do this at the same time.
 */
export async function keepBoard(parts: SlackBoardParts): Promise<void> {
  const posts = new Map((await parts.store.definitions.list('slack-post')).map(({ key, value }) => [key, value]));
  for (const [id, post] of posts) await renew(parts, id as PlanId, post);
  const room = Math.min(MOST_NEW_A_ROUND, MOST_POSTS - posts.size);
  for (const plan of await unposted(parts, posts, room)) await postOnce(parts, plan);
}

async function renew(parts: SlackBoardParts, id: PlanId, post: SlackPost): Promise<void> {
  const { store } = parts;
  const plan = await store.plans.byId(id);
  if (post.ts !== undefined && plan) await update(parts, plan, { ...post, ts: post.ts });
  const isOver = plan?.status !== 'waiting-for-approval';
  if (isOver) await store.definitions.remove('slack-post', id);
}

async function update(parts: SlackBoardParts, plan: Plan, post: SlackPost & { readonly ts: string }): Promise<void> {
  const { store, connection, clock, log, consoleUrl } = parts;
  const approvals = await store.plans.approvals(plan.id);
  const shown = shownOf(plan, approvals.length);
  if (shown === post.shown) return;
  try {
    await connection.update(post.ts, approvalMessage({ plan, approvals }, consoleUrl));
  } catch (error) {
    // Such as a message that someone has deleted: the plan stands as it does all the same.
    log.error({ error: reasonOf(error), planId: plan.id }, 'a message in Slack could not be changed');
  }
  await store.definitions.put('slack-post', plan.id, { ts: post.ts, shown, at: clock.now() });
}

const shownOf = ({ status }: Plan, approvals: number): string => `${status}/${approvals}`;

/** Newest first, as people see them. */
async function unposted(
  { store, clock }: SlackBoardParts,
  posts: ReadonlyMap<string, SlackPost>,
  room: number,
): Promise<readonly Plan[]> {
  const found: Plan[] = [];
  let cursor: { readonly cursor?: string } = {};
  while (found.length < room) {
    const page = await store.plans.list({ statuses: ['waiting-for-approval'], limit: PAGE, ...cursor });
    found.push(...page.items.filter(({ id, expiresAt }) => expiresAt > clock.now() && !isTaken(posts.get(id), clock)));
    if (page.next === undefined) break;
    cursor = { cursor: page.next };
  }
  return found.slice(0, Math.max(room, 0));
}

/** Posted, or about to be by a server that is alive. */
function isTaken(post: SlackPost | undefined, clock: Clock): boolean {
  return post !== undefined && (post.ts !== undefined || instantAfter(post.at, CLAIM_MS) > clock.now());
}

async function postOnce(parts: SlackBoardParts, plan: Plan): Promise<void> {
  const { store, connection, clock, consoleUrl } = parts;
  const claimed = await store.transaction(async ({ definitions, runs }) => {
    await runs.holdKeys([`slack-post/${plan.id}`]);
    if (isTaken(await definitions.get('slack-post', plan.id), clock)) return false;
    await definitions.put('slack-post', plan.id, { shown: '', at: clock.now() });
    return true;
  });
  if (!claimed) return;
  const approvals = await store.plans.approvals(plan.id);
  try {
    const ts = await connection.post(approvalMessage({ plan, approvals }, consoleUrl));
    await store.definitions.put('slack-post', plan.id, { ts, shown: shownOf(plan, approvals.length), at: clock.now() });
  } catch (error) {
    await store.definitions.remove('slack-post', plan.id);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
