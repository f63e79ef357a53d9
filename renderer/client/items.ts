/** The places of repeated steps, numbered by the very code the engine uses. */
export { itemIndexes } from '../../engine/model/items.ts';
