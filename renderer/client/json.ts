/** Finds out in the window itself what is wrong with typed JSON: the code the engine uses for what is pasted. */
export { findJsonMistake } from '../../engine/model/json-mistake.ts';
