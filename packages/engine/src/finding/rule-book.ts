import type { ApplyAutomationRules, DefinitionStore } from '@trueup/core';

/** The rules of the store at hand, compiled. */
export type RuleBook = (definitions: DefinitionStore) => Promise<ApplyAutomationRules>;
