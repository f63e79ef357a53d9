import type { FormField } from '../model/form.ts';
import type { JsonValue } from '../model/json.ts';

/** The types a field of a record can have, as the flow format names them. */
export const fieldTypes = ['text', 'number', 'yes-no', 'date', 'list', 'record'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** The same on screen. */
export const fieldTypeChoices: Extract<FormField, { kind: 'choice' }>['choices'] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'yes-no', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'list', label: 'List' },
  { value: 'record', label: 'Record' },
];

const samples: Record<FieldType, JsonValue> = {
  text: 'Ana Duarte',
  number: 12.5,
  'yes-no': true,
  date: '2026-03-01',
  list: ['first', 'second'],
  record: { name: 'Ana Duarte' },
};

/** A believable value of a type. */
export const sampleOfType = (type: FieldType): JsonValue => samples[type];
