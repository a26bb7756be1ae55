export * from './account-book.ts';
export * from './aws-clients-python.ts';
export * from './aws-fault.ts';
export * from './aws-gateway.ts';
export { motoPython } from './moto-python.ts';
export * from './start-aws-lab.ts';
