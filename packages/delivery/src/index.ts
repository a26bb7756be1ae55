export type { DeliveryParts } from './delivery-parts.ts';
export type { Network } from './guard/network.ts';
export { httpDeliveries } from './http-deliveries.ts';
