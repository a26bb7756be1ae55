import type { Answer, CallFailure, Door, JsonObject } from '@trueup/core';

/** A queue in memory behind a door, for tests: messages that were received are hidden until `reappear`. */
export interface ScriptedQueue {
  readonly door: Door;
  /** The bodies that are still there. */
  readonly left: () => readonly string[];
  /** How often each operation was called. */
  readonly calls: Map<string, number>;
  /** Answers of operations that fail from now on. */
  readonly failing: Map<string, CallFailure>;
  send(...bodies: readonly string[]): void;
  reappear(): void;
}

const EMPTY_MS = 5;

export function scriptedQueue(): ScriptedQueue {
  const messages = new Map<string, { readonly body: string; hidden: boolean }>();
  const calls = new Map<string, number>();
  const failing = new Map<string, CallFailure>();
  let sent = 0;
  const answers: Readonly<Record<string, (parameters: JsonObject) => JsonObject>> = {
    GetQueueUrl: ({ QueueName }) => ({ QueueUrl: `http://queue/${String(QueueName)}` }),
    ReceiveMessage: () => {
      const visible = [...messages].filter(([, { hidden }]) => !hidden).slice(0, 10);
      for (const [, message] of visible) message.hidden = true;
      if (visible.length === 0) return {};
      return { Messages: visible.map(([id, { body }]) => ({ MessageId: id, ReceiptHandle: id, Body: body })) };
    },
    DeleteMessageBatch: ({ Entries }) => {
      for (const entry of Entries as readonly JsonObject[]) messages.delete(String(entry['ReceiptHandle']));
      return { Successful: [] };
    },
  };
  const call = async (operation: string, parameters: JsonObject): Promise<Answer> => {
    calls.set(operation, (calls.get(operation) ?? 0) + 1);
    const failure = failing.get(operation);
    if (failure) return { kind: 'failed', failure };
    const output = answers[operation]?.(parameters);
    if (!output) throw new Error(`the script has no answer for ${operation}`);
    if (operation === 'ReceiveMessage' && !output['Messages']) {
      await new Promise((resolve) => setTimeout(resolve, EMPTY_MS));
    }
    return { kind: 'answered', output };
  };
  return {
    door: {
      open: () => ({ call: ({ operation, parameters }) => call(operation, parameters) }),
      accessOf: () => 'read',
    },
    left: () => [...messages.values()].map(({ body }) => body),
    calls,
    failing,
    send(...bodies) {
      for (const body of bodies) messages.set(`m${(sent += 1)}`, { body, hidden: false });
    },
    reappear() {
      for (const message of messages.values()) message.hidden = false;
    },
  };
}
