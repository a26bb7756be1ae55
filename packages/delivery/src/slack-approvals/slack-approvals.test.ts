import type { JsonObject } from '@trueup/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectSlack } from './connect-slack.ts';
import { APPROVE, REJECT } from './read-envelope.ts';
import { shownPlanText } from './shown-plan.ts';
import { HOW_TO_LINK, slackApprovals, type ApprovalDesk } from './slack-approvals.ts';
import type { SlackConnection, SlackSettings } from './slack-connection.ts';
import { fakeSlack, type FakeSlack } from './testing/fake-slack.ts';
import { samplePlan } from './testing/sample-plan.ts';
import { ALICE, APP, CHANNEL, click, command, directMessage, form, TEAM } from './testing/slack-bodies.ts';

/** The real library against a server that speaks as Slack does, with a desk that answers by script. */

const SETTINGS: SlackSettings = {
  appToken: `xapp-1-${APP}-1-secretapp`,
  botToken: 'xoxb-1-secretbot',
  channel: CHANNEL,
  team: TEAM,
};
const PLAN = samplePlan();
const VALUE = shownPlanText({ planId: PLAN.id, hash: PLAN.hash });
const TS = '1699999999.000001';

interface Here {
  readonly slack: FakeSlack;
  readonly connection: SlackConnection;
  readonly desk: { readonly [K in keyof ApprovalDesk]: ReturnType<typeof vi.fn<ApprovalDesk[K]>> };
  readonly logged: readonly unknown[];
  called(method: string): JsonObject[];
  acknowledgement(envelope: string): Promise<JsonObject>;
}

async function connected(settings = SETTINGS): Promise<Here> {
  const slack = await fakeSlack(SETTINGS);
  onTestFinished(() => slack.close());
  const desk: Here['desk'] = {
    decide: vi.fn<ApprovalDesk['decide']>(async () => ({
      kind: 'decided',
      plan: { ...PLAN, status: 'approved' },
      approvals: [],
    })),
    link: vi.fn<ApprovalDesk['link']>(async () => ({ kind: 'linked', name: 'alice' })),
    denied: vi.fn<ApprovalDesk['denied']>(async () => undefined),
  };
  const logged: unknown[] = [];
  const log = {
    info: (...line: unknown[]) => void logged.push(line),
    error: (...line: unknown[]) => void logged.push(line),
  };
  const receive = slackApprovals({
    expected: { appId: APP, team: TEAM, channel: CHANNEL },
    desk,
    connection: () => connection,
    messageOf: async () => TS,
  });
  const connection = await connectSlack({ settings, receive, log, apiUrl: slack.apiUrl });
  onTestFinished(() => connection.stop());
  await vi.waitFor(() => expect(slack.opened()).toBe(1));
  return {
    slack,
    connection,
    desk,
    logged,
    called: (method) => slack.calls.filter((call) => call.method === method).map(({ given }) => given),
    acknowledgement: (envelope) =>
      vi.waitFor(() => {
        const payload = slack.acknowledged.get(envelope);
        if (!payload) throw new Error('not acknowledged');
        return payload;
      }),
  };
}

describe('a click', () => {
  test('on Approve is acknowledged, decided by who clicked on what was shown, and the message tells the outcome', async () => {
    const { slack, desk, called, acknowledgement } = await connected();
    expect(await acknowledgement(slack.send('interactive', click(APPROVE, VALUE)))).toEqual({});
    await vi.waitFor(() => expect(called('chat.update')).toHaveLength(1));
    expect(desk.decide).toHaveBeenCalledWith({
      slackUserId: ALICE,
      shown: { planId: PLAN.id, hash: PLAN.hash },
      verdict: 'approve',
    });
    expect(called('chat.update')[0]).toMatchObject({ channel: CHANNEL, ts: TS });
    expect(JSON.stringify(called('chat.update')[0])).toContain('is approved');
  });

  test('on Reject asks for a reason, without which nothing is decided', async () => {
    const { slack, desk, called, acknowledgement } = await connected();
    slack.send('interactive', click(REJECT, VALUE));
    await vi.waitFor(() => expect(called('views.open')).toHaveLength(1));
    const { trigger_id: trigger, view } = called('views.open')[0] as { trigger_id: string; view: JsonObject };
    expect(trigger).toBe('1.2.abc');
    const metadata = String(view['private_metadata']);
    expect(await acknowledgement(slack.send('interactive', form(metadata, '  ')))).toMatchObject({
      response_action: 'errors',
    });
    expect(desk.decide).not.toHaveBeenCalled();
    expect(await acknowledgement(slack.send('interactive', form(metadata, 'not today')))).toEqual({});
    await vi.waitFor(() => expect(desk.decide).toHaveBeenCalledOnce());
    expect(desk.decide).toHaveBeenCalledWith(expect.objectContaining({ verdict: 'reject', reason: 'not today' }));
  });

  test('that is refused is told to who clicked, and to nobody else', async () => {
    const { slack, desk, called } = await connected();
    desk.decide.mockResolvedValue({ kind: 'refused', detail: 'plan p is rejected' });
    slack.send('interactive', click(APPROVE, VALUE));
    await vi.waitFor(() => expect(called('chat.postEphemeral')).toHaveLength(1));
    expect(called('chat.postEphemeral')[0]).toMatchObject({ channel: CHANNEL, user: ALICE });
    expect(called('chat.update')).toEqual([]);
  });

  test('of someone who is not linked says how to link', async () => {
    const { slack, desk, called } = await connected();
    desk.decide.mockResolvedValue({ kind: 'unlinked' });
    slack.send('interactive', click(APPROVE, VALUE));
    await vi.waitFor(() => expect(called('chat.postEphemeral')[0]).toMatchObject({ text: HOW_TO_LINK, user: ALICE }));
  });

  test('of another workspace or app asks nobody, and is recorded', async () => {
    const { slack, desk, acknowledgement } = await connected();
    const envelopes = [{ team: { id: 'T0OTHER' } }, { api_app_id: 'A0OTHER' }].map((change) =>
      slack.send('interactive', click(APPROVE, VALUE, change)),
    );
    for (const envelope of envelopes) await acknowledgement(envelope);
    await vi.waitFor(() => expect(desk.denied).toHaveBeenCalledTimes(2));
    expect(desk.decide).not.toHaveBeenCalled();
  });
});

describe('a code', () => {
  test('typed as a command is answered to who typed it alone', async () => {
    const { slack, desk, acknowledgement } = await connected();
    const answer = await acknowledgement(slack.send('slash_commands', command(' link  ABCD-EFGH ')));
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('alice') as string });
    expect(desk.link).toHaveBeenCalledWith(ALICE, 'ABCD-EFGH');
  });

  test('written to the bot is answered there', async () => {
    const { slack, desk, called } = await connected();
    desk.link.mockResolvedValue({ kind: 'refused', detail: 'the code has expired' });
    slack.send('events_api', directMessage('link ABCD-EFGH'));
    await vi.waitFor(() => expect(called('chat.postMessage')[0]).toMatchObject({ channel: 'D0ALICE' }));
    expect(called('chat.postMessage')[0]?.['text']).toContain('the code has expired');
  });

  test.each(['', 'link', 'approve plan-1', 'link a b'])('%j is not one', async (words) => {
    const { slack, desk, acknowledgement } = await connected();
    await acknowledgement(slack.send('slash_commands', command(words)));
    expect(desk.link).not.toHaveBeenCalled();
  });
});

describe('the socket', () => {
  test.each(['refresh', 'cut'] as const)(
    'is opened anew after a %s, and clicks count again',
    async (how) => {
      const { slack, desk, logged } = await connected();
      slack[how]();
      await vi.waitFor(() => expect(slack.opened()).toBe(2), { timeout: 10_000 });
      slack.send('interactive', click(APPROVE, VALUE));
      await vi.waitFor(() => expect(desk.decide).toHaveBeenCalledOnce());
      expect(JSON.stringify(logged)).not.toMatch(/secretapp|secretbot|secret-ticket/);
    },
    20_000,
  );

  test('carries on after something has failed', async () => {
    const { slack, desk, called, logged } = await connected();
    desk.decide.mockRejectedValueOnce(new Error('the store is gone'));
    slack.send('interactive', click(APPROVE, VALUE));
    await vi.waitFor(() => expect(JSON.stringify(logged)).toContain('the store is gone'));
    slack.send('interactive', click(APPROVE, VALUE));
    await vi.waitFor(() => expect(called('chat.update')).toHaveLength(1));
  });

  test("is not opened where the bot's token is of another workspace", async () => {
    await expect(connected({ ...SETTINGS, team: 'T0OTHER' })).rejects.toThrow('not of T0OTHER');
  });

  test('a wrong token tells nothing of it', async () => {
    const failed = connected({ ...SETTINGS, botToken: 'xoxb-other-secretbot' });
    await expect(failed).rejects.toThrow('invalid_auth');
    await expect(failed).rejects.not.toThrow('secretbot');
  });

  test('a message is posted into the channel, and nothing in it unfurls', async () => {
    const { connection, slack, called } = await connected();
    expect(await connection.post({ text: 'x', blocks: [] })).toMatch(/^\d+\.\d+$/);
    expect(called('chat.postMessage')[0]).toMatchObject({ channel: CHANNEL, text: 'x', unfurl_links: 'false' });
    expect(slack.calls.find(({ method }) => method === 'chat.postMessage')?.token).toBe(SETTINGS.botToken);
  });
});
