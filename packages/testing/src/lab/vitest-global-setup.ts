import type { TestProject } from 'vitest/node';
import { startAwsLab } from './start-aws-lab.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The AWS stand-in that all lab tests of a run share. Keep apart by account id, not by reset. */
    awsLabEndpoint: string;
  }
}

/** One stand-in for all lab tests of a run. A test reads `inject('awsLabEndpoint')`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const lab = await startAwsLab();
  project.provide('awsLabEndpoint', lab.endpoint);
  return () => lab.stop();
}
