/** What a value is and which kind of event it belongs to, told by the code the engine compares deliveries with. */
export { eventKindOf, kindOfValue, kindWords, type ValueKind } from '../../engine/model/shape.ts';
