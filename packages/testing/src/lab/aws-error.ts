import type { Protocol } from './aws-call.ts';

export interface AwsError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function xmlBody(protocol: Exclude<Protocol, 'json'>, error: AwsError): string {
  const fault = `<Code>${xmlText(error.code)}</Code><Message>${xmlText(error.message)}</Message>`;
  switch (protocol) {
    case 'ec2':
      return `<Response><Errors><Error>${fault}</Error></Errors><RequestID>gateway</RequestID></Response>`;
    case 's3':
      return `<Error>${fault}<RequestId>gateway</RequestId></Error>`;
    case 'query':
    case 'rest-xml':
      return `<ErrorResponse><Error><Type>Sender</Type>${fault}</Error><RequestId>gateway</RequestId></ErrorResponse>`;
  }
}

/** An error in the wire form that the SDK expects of the service. */
export function writeError(protocol: Protocol, error: AwsError): ErrorAnswer {
  if (protocol === 'json') {
    return {
      status: error.status,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    };
  }
  return { status: error.status, headers: { 'content-type': 'text/xml' }, body: xmlBody(protocol, error) };
}

/**
 * moto's own faults, put as AWS would put them: an HTML page (an operation that moto does not know) becomes
 * `NotImplemented` with status 501, which no SDK retries, and a denial written as XML to a JSON service becomes JSON.
 * Undefined: the answer is fine as it is.
 */
export function motoFault(
  call: { readonly service: string; readonly action: string; readonly protocol: Protocol },
  answer: { readonly status: number; readonly contentType: string; readonly body: Buffer },
): AwsError | undefined {
  if (answer.status < 400) return undefined;
  const text = answer.body.toString('utf8');
  if (/^\s*<!doctype html/i.test(text)) {
    const message = `The AWS stand-in does not know ${call.service}:${call.action} (moto answered ${answer.status}).`;
    return { status: 501, code: 'NotImplemented', message };
  }
  const code = call.protocol === 'json' ? /<Code>([^<]+)<\/Code>/.exec(text)?.[1] : undefined;
  if (code === undefined) return undefined;
  return { status: answer.status, code: `${code}Exception`, message: /<Message>([^<]*)/.exec(text)?.[1] ?? '' };
}
