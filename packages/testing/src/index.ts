export * from './lab/index.ts';
export * from './round-trip/automation-lab.ts';
export * from './round-trip/describe-round-trip.ts';
export * from './round-trip/event-parts.ts';
export * from './round-trip/lab-aws.ts';
export * from './round-trip/lab-engine.ts';
export * from './round-trip/lab-store.ts';
export * from './round-trip/unconnected.ts';
