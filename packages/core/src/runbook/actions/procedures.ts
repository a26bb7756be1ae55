import type { Procedure } from '../procedure.ts';
import type { ProcedureAction } from './action-inputs.ts';
import { changeInstanceState } from './change-instance-state.ts';
import { copyImage } from './copy-image.ts';
import { createImage } from './create-image.ts';
import { createStack } from './create-stack.ts';
import { createTags } from './create-tags.ts';
import { deleteImage } from './delete-image.ts';
import { deleteStack } from './delete-stack.ts';
import { executeStateMachine } from './execute-state-machine.ts';
import { invokeLambdaFunction } from './invoke-lambda-function.ts';
import { invokeWebhook } from './invoke-webhook.ts';
import { runCommand } from './run-command.ts';
import { runInstances } from './run-instances.ts';

export type { ProcedureAction } from './action-inputs.ts';

/** The actions that make several calls. */
export const PROCEDURES: Readonly<Record<ProcedureAction, Procedure>> = {
  'aws:changeInstanceState': changeInstanceState,
  'aws:copyImage': copyImage,
  'aws:createImage': createImage,
  'aws:createStack': createStack,
  'aws:createTags': createTags,
  'aws:deleteImage': deleteImage,
  'aws:deleteStack': deleteStack,
  'aws:executeStateMachine': executeStateMachine,
  'aws:invokeLambdaFunction': invokeLambdaFunction,
  'aws:invokeWebhook': invokeWebhook,
  'aws:runCommand': runCommand,
  'aws:runInstances': runInstances,
};
