/**
 * Placeholders, read and worked out in the window itself by the very code the engine uses, so that a preview follows every key.
 * That code is pure: it knows no files, no network and no nodes.
 */
export { allowedFilters } from '../../engine/compile/template/filters.ts';
export { parseTemplate } from '../../engine/compile/template/parse.ts';
export { readPath, writePath } from '../../engine/compile/template/read-path.ts';
export { toFault } from '../../engine/model/fault.ts';
export { hasPlaceholder } from '../../engine/model/template.ts';
