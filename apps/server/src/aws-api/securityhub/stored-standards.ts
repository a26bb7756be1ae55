import { knownControls } from '@trueup/controls';
import type { FindingOperations } from '@trueup/engine';
import type { StandardsPort } from './standards-port.ts';

/** What accounts have settled of standards and their controls. */
export function storedStandards(operations: FindingOperations): StandardsPort {
  return {
    settings: () => operations.standardSettings(),
    change: async (settings, { actor }) => {
      await operations.changeStandards(settings, actor);
    },
    controls: () => knownControls,
  };
}
