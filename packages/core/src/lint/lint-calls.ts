import type { ApiOperation } from './api-model.ts';
import { didYouMean, writeMeant } from './did-you-mean.ts';
import type { LintContext } from './lint-context.ts';
import { lintParameters } from './lint-parameters.ts';
import { definitionOf, type LintedStep } from './linted-step.ts';

/** A step that calls an operation of AWS which the model knows. */
export interface KnownCall {
  readonly step: LintedStep;
  readonly operation: ApiOperation;
}

/** Checks services, operations and their members (automation-documents, 4.12). Gives the calls that there are. */
export function lintCalls(context: LintContext): readonly KnownCall[] {
  return context.steps.flatMap((step) => {
    const definition = definitionOf(step);
    if (!definition?.takesApiParameters) return [];
    const operation = lookUp(context, step);
    if (!operation) return [];
    const own = [...definition.required, ...definition.optional];
    const parameters = Object.fromEntries(Object.entries(step.inputs).filter(([key]) => !own.includes(key)));
    lintParameters(context, operation, parameters, [...step.path, 'inputs']);
    return [{ step, operation }];
  });
}

function lookUp(context: LintContext, { inputs, path }: LintedStep): ApiOperation | undefined {
  const { Service: service, Api: api } = inputs;
  if (!context.api || !isPlain(service) || !isPlain(api)) return undefined;
  const found = context.api.operation(service, api);
  switch (found.kind) {
    case 'operation':
      return found;
    case 'unknown-service':
      unknown(context, 'Service', service, found.nearest, path);
      return undefined;
    case 'unknown-operation':
      unknown(context, 'Api', api, found.nearest, path, service);
      return undefined;
    case 'not-installed':
      context.report('service-not-installed', [...path, 'inputs', 'Service'], {
        message: `The model of ${service} is not installed: npm install ${found.packageName}`,
      });
      return undefined;
    case 'event-stream':
      context.report('streaming-operation', [...path, 'inputs', 'Api'], {
        message: `${service} ${api} answers with a stream of events, which no step can read.`,
      });
      return undefined;
  }
}

const isPlain = (value: unknown): value is string => typeof value === 'string' && !value.includes('{{');

function unknown(
  context: LintContext,
  input: 'Service' | 'Api',
  was: string,
  search: () => readonly string[],
  path: LintedStep['path'],
  service?: string,
): void {
  const at = [...path, 'inputs', input];
  const nearest = context.suggest(search);
  const what = input === 'Service' ? `AWS has no service "${was}"` : `${service} has no operation "${was}"`;
  context.report(input === 'Service' ? 'unknown-service' : 'unknown-operation', at, {
    message: `${what}${didYouMean(nearest)}`,
    ...writeMeant(context, at, 'value', was, nearest),
  });
}
