import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of kms TagResource, as it came. */
interface Tagged {
  readonly key: string;
  readonly tag: string;
}

export interface ScriptedAws {
  readonly endpoint: string;
  readonly tagged: readonly Tagged[];
  stop(): Promise<void>;
}

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/e2e</Arn><UserId>AIDA</UserId><Account>111122223333</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Just enough of AWS to count what executions do, many times faster than the stand-in: who one is, and TagResource. */
export async function scriptedAws(): Promise<ScriptedAws> {
  const tagged: Tagged[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const target = String(request.headers['x-amz-target'] ?? '');
      if (target === 'TrentService.TagResource') {
        const { KeyId, Tags } = JSON.parse(body) as { KeyId: string; Tags: readonly { TagKey: string }[] };
        tagged.push({ key: KeyId, tag: Tags[0]?.TagKey ?? '' });
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}');
      } else if (body.includes('Action=GetCallerIdentity')) {
        response.writeHead(200, { 'content-type': 'text/xml' }).end(IDENTITY);
      } else {
        const fault = JSON.stringify({ __type: 'UnknownOperationException', message: `not scripted: ${target}` });
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(fault);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    tagged,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
