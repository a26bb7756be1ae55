import type { ChangeTopic } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { eventStream, type EventStream } from './event-stream.ts';

const tell = ({ changed }: EventStream, seq: number, ...topics: ChangeTopic[]): void => changed({ seq, topics });

test('a stream that continues none begins with a hello, and one that continues another does not', async () => {
  const texts = [false, true].map(async (continues) => {
    const stream = eventStream({ continues });
    tell(stream, 7);
    tell(stream, 8, 'plan');
    stream.ended();
    return String(Buffer.concat((await stream.body.toArray()) as Buffer[]));
  });
  const ended = 'event: ended\ndata: {"topics":[]}\n\n';
  expect(await Promise.all(texts)).toEqual([
    `retry: 2000\nevent: hello\nid: 7\ndata: {"topics":[]}\n\nid: 8\ndata: {"topics":["plan"]}\n\n${ended}`,
    `id: 7\ndata: {"topics":[]}\n\nid: 8\ndata: {"topics":["plan"]}\n\n${ended}`,
  ]);
});

test('what is not taken waits as one event, however much it is', async () => {
  const stream = eventStream({ continues: true });
  for (let seq = 1; seq <= 100_000; seq += 1) tell(stream, seq, 'finding');
  tell(stream, 100_001, 'user', 'plan');
  expect(stream.body.readableLength).toBeLessThan(20_000);
  expect(stream.beat()).toBe(false);
  let text = '';
  for await (const piece of stream.body) {
    text += String(piece);
    if (text.includes('id: 100001\n')) break;
  }
  expect(text).toMatch(/\n\nid: 100001\ndata: \{"topics":\["finding","plan","user"\]\}\n\n$/);
});

test('a stream whose reader does not read does not wait for him to end', async () => {
  const stream = eventStream({ continues: true });
  for (let seq = 1; stream.beat(); seq += 1) tell(stream, seq, 'finding');
  stream.close();
  expect(stream.body.destroyed).toBe(true);
});
