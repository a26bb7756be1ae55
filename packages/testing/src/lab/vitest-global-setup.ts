import type { TestProject } from 'vitest/node';
import { motoPython } from './moto-python.ts';
import { startAwsLab } from './start-aws-lab.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The AWS stand-in that all lab tests of a run share. Keep apart by account id, not by reset. */
    awsLabEndpoint: string;
    /** A Python that has boto3: the stand-in's own. */
    awsLabPython: string;
  }
}

/** One stand-in for all lab tests of a run. A test reads `inject('awsLabEndpoint')`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const lab = await startAwsLab();
  project.provide('awsLabEndpoint', lab.endpoint);
  project.provide('awsLabPython', motoPython());
  return () => lab.stop();
}
