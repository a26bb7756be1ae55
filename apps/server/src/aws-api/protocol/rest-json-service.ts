import { isJsonObject } from '@trueup/core';
import { AwsError, type ErrorAnswer } from '../aws-error.ts';
import type { RestOperation } from '../aws-operation.ts';
import { queryPairs } from '../canonical-request.ts';
import type { StructureShape } from '../shape.ts';
import type { AwsService, FoundOperation } from './aws-service.ts';
import { pathTemplate, type PathTemplate } from './path-template.ts';

interface Route {
  readonly name: string;
  readonly operation: RestOperation;
  readonly template: PathTemplate;
}

/** A service of REST-JSON 1: method and path name the operation; its input is in path, query and body. */
export function restJsonService(service: {
  readonly signingName: string;
  readonly invalidInput: string;
  readonly internalError: string;
  readonly operations: Readonly<Record<string, RestOperation>>;
}): AwsService {
  const routes: readonly Route[] = Object.entries(service.operations).map(([name, operation]) => ({
    name,
    operation,
    template: pathTemplate(operation.http.path),
  }));
  return {
    signingName: service.signingName,
    contentType: 'application/json',
    invalidInput: service.invalidInput,
    internalError: service.internalError,
    operationOf({ method, path, query }) {
      const matching = routes.flatMap((route) => {
        const labels = route.operation.http.method === method ? route.template.match(path) : undefined;
        return labels ? [{ route, labels }] : [];
      });
      const [best] = matching.sort((one, other) => other.route.template.literals - one.route.template.literals);
      return best && found(best.route, best.labels, query);
    },
    errorAnswer: restErrorAnswer,
  };
}

function found(
  { name, operation, template }: Route,
  labels: ReadonlyMap<string, string>,
  query: string,
): FoundOperation {
  const { query: queryNames = [] } = operation.http;
  const outside = new Set([...template.labels, ...queryNames]);
  return {
    name,
    operation,
    inputOf(body) {
      const given = body ?? {};
      if (!isJsonObject(given)) throw new AwsError('SerializationException', 'The body is not a JSON object.');
      const asked = queryPairs(query).filter(([member]) => queryNames.includes(member));
      if (new Set(asked.map(([member]) => member)).size < asked.length) {
        throw new AwsError('SerializationException', 'A member of the query is there twice.');
      }
      return Object.fromEntries([
        ...Object.entries(given).filter(([member]) => !outside.has(member)),
        ...[...labels, ...asked].map(([member, text]) => [member, valueOf(operation.input, member, text)] as const),
      ]);
    },
  };
}

/** A member that came as text, as its shape wants it; text that is no such value is left to be refused. */
function valueOf(shape: StructureShape, member: string, text: string): string | number | boolean {
  const kind = shape.members[member]?.kind;
  if (kind === 'integer' && /^-?\d{1,9}$/.test(text)) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** Errors of what stands before every service, with the status that REST services give them. */
const STATUSES = new Map([
  ['ExpiredTokenException', 403],
  ['IncompleteSignatureException', 403],
  ['InvalidSignatureException', 403],
  ['MissingAuthenticationTokenException', 403],
  ['UnrecognizedClientException', 403],
  ['UnknownOperationException', 404],
]);

function restErrorAnswer({ code, message, status }: AwsError): ErrorAnswer {
  return { status: STATUSES.get(code) ?? status, body: { Code: code, Message: message } };
}
