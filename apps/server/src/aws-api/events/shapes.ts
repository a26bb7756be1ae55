import { integer, matching, string, type Pattern } from '../shape.ts';

/** Shapes that several operations of EventBridge share (botocore 1.43.11, `events`). */

const raw = String.raw;

const named = (max: number) => matching(raw`[\.\-_A-Za-z0-9]+`, { min: 1, max });

export const ruleName = named(64);
export const targetId = named(64);
export const replayName = named(64);
export const archiveName = named(48);
export const busNameOrArn = matching(
  raw`(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+`,
  { min: 1, max: 1600 },
);
export const arn = string({ min: 1, max: 1600 });
/** The service's pattern, without the groups that cost a regular expression most. */
const sourceArnPattern: Pattern = {
  text: raw`^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:.+\/.+$`,
  expression: /^arn:aws[a-z-]*:events:[a-z\d-]*:(?:\d{12})?:.+\/.+$/,
};
export const sourceArn = string({ min: 1, max: 1600, pattern: sourceArnPattern });
export const eventPattern = string({ max: 4096 });
export const description = string({ max: 512 });

/** How every list is cut. */
export const listMembers = { NextToken: string({ min: 1, max: 2048 }), Limit: integer(1, 100) };
