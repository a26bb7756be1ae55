import { catalogue } from '../catalogue.ts';
import { securityHubControls } from '../generated/security-hub-controls.ts';
import type { PublishedControl } from './published-control.ts';

/** What is known of a control, whether or not the library can check and repair it. */
export type KnownControl = Pick<PublishedControl, 'id' | 'title' | 'severity' | 'resourceTypes' | 'standards'> &
  Pick<PublishedControl, 'configRule'>;

/** The controls of the library, and those of Security Hub that it has not. */
export const knownControls: readonly KnownControl[] = [
  ...new Map<string, KnownControl>([
    ...securityHubControls.map((control) => [control.id, control] as const),
    ...catalogue.map(({ control }) => [control.id, control] as const),
  ]).values(),
];
