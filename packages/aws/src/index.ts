export { awsApiModel } from './api-model/aws-api-model.ts';
export { accessOf } from './door/access.ts';
export type { AwsAccess } from './door/aws-access.ts';
export { awsDoor, type AwsDoorOptions } from './door/aws-door.ts';
export { callBudget, type CallBudget } from './door/call-budget.ts';
export type { Rate } from './door/token-bucket.ts';
export { awsResourceReader } from './collectors/aws-resource-reader.ts';
export { readActions } from './collectors/collectors.ts';
export { scriptRunner, type ScriptRunnerOptions } from './script/script-runner.ts';
