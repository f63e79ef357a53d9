import { writePath } from '../../client/templates.ts';
import type { TemplatePath } from '../../client/types.ts';

/** What a dragged field carries: its path for fields of this app, and its placeholder for everything else. */
export const fieldDragType = 'application/x-whenthen-field';

/** `{{ steps.map-1.email }}`, as it stands in the flow. */
export const writePlaceholder = (path: TemplatePath): string => `{{ ${writePath(path)} }}`;

export const startFieldDrag = (transfer: DataTransfer, path: TemplatePath): void => {
  transfer.effectAllowed = 'copy';
  transfer.setData(fieldDragType, JSON.stringify(path));
  transfer.setData('text/plain', writePlaceholder(path));
};

/** The path of a field that is dropped; null when something else is. */
export const droppedField = (transfer: DataTransfer): TemplatePath | null => {
  const text = transfer.getData(fieldDragType);
  return text === '' ? null : (JSON.parse(text) as TemplatePath);
};
