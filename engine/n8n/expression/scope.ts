import type { JsonValue } from '../../model/json.ts';
import type { Key } from './placeholder.ts';

/** What an expression can see, and where it tells of differences. */
export interface ExpressionScope {
  /** Where a path into the data of this node, or of another by name, is found here. Throws `Untranslatable`. */
  find: (node: string | null, path: readonly Key[]) => Key[];
  /** All the data of a node, as a value. Throws `Untranslatable`. */
  whole: (node: string | null) => JsonValue;
  differs: (sentence: string) => void;
}
