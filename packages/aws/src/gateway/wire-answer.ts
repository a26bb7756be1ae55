import { randomUUID } from 'node:crypto';
import { cbor } from '@smithy/core/cbor';
import type { Identified, Protocol } from './identify.ts';

/** An answer that the gateway itself gives. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** A refusal as the protocol writes one, so that the script's SDK reads its code and its message. */
export function refusalAnswer(protocol: Protocol, status: number, code: string, message: string): WireAnswer {
  const id = randomUUID();
  const inner = `<Code>${escaped(code)}</Code><Message>${escaped(message)}</Message>`;
  switch (protocol) {
    case 'ec2':
      return xml(
        status,
        `<Response><Errors><Error>${inner}</Error></Errors><RequestID>${id}</RequestID></Response>`,
        id,
      );
    case 'rest-xml':
      return xml(status, `<Error>${inner}<RequestId>${id}</RequestId></Error>`, id);
    case 'query':
      return xml(
        status,
        `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>${id}</RequestId></ErrorResponse>`,
        id,
      );
    case 'cbor':
      return cborAnswer(status, { __type: code, message }, id);
    case 'json':
    case 'rest-json':
      return {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code, 'x-amzn-requestid': id },
        body: JSON.stringify({ __type: code, message }),
      };
  }
}

/** A success without a member: what a write that was only planned is answered with. */
export function emptyAnswer({ protocol, operation, status }: Identified): WireAnswer {
  const id = randomUUID();
  switch (protocol) {
    case 'ec2':
      return xml(status, `<${operation}Response><requestId>${id}</requestId></${operation}Response>`, id);
    case 'query':
      return xml(
        status,
        `<${operation}Response><${operation}Result></${operation}Result><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${operation}Response>`,
        id,
      );
    case 'rest-xml':
      return { status, headers: { 'x-amz-request-id': id }, body: '' };
    case 'cbor':
      return cborAnswer(status, {}, id);
    case 'json':
    case 'rest-json':
      return {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': id },
        body: status === 204 ? '' : '{}',
      };
  }
}

function xml(status: number, body: string, id: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id, 'x-amz-request-id': id },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

function cborAnswer(status: number, value: object, id: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': id },
    body: Buffer.from(cbor.serialize(value)),
  };
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
