/** Variables of EventBridge that no InputPathsMap may define. */
export type ReservedPlaceholder = (typeof RESERVED)[number];

const RESERVED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
] as const;

/** Whole objects: they stand for a JSON value, never within quotes. */
const OBJECTS: readonly ReservedPlaceholder[] = ['aws.events.event', 'aws.events.event.json'];

export function reservedPlaceholder(name: string): ReservedPlaceholder | undefined {
  return RESERVED.find((reserved) => reserved === name);
}

export const isObjectPlaceholder = (name: string): boolean => OBJECTS.some((reserved) => reserved === name);
