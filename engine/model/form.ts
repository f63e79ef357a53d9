/**
 * How a param is asked for. A closed list of kinds: forms are generic, so a screen shows every node without knowing it.
 */
export type FormField = FieldBase &
  (
    | {
        kind:
          | 'text'
          | 'long-text'
          | 'number'
          | 'yes-no'
          | 'json'
          | 'code'
          | 'date-time'
          | 'file'
          | 'folder'
          | 'event-name'
          /** One of the flows, by name. */
          | 'flow-name';
      }
    | { kind: 'choice'; choices: { value: string; label: string }[] }
    | { kind: 'choices'; choices: { value: string; label: string }[] }
    | { kind: 'credential'; credentialKinds: string[] }
    | { kind: 'text-list' }
    | { kind: 'list'; fields: FormField[]; addLabel: string }
    | { kind: 'group'; fields: FormField[] }
    | { kind: 'rules' }
    | { kind: 'table'; fileParam: string }
    | { kind: 'columns'; fileParam: string; tableParam: string }
  );

interface FieldBase {
  /** The key in params. */
  name: string;
  label: string;
  help?: string;
  placeholder?: string;
  /** Whether it may hold placeholders; shown as a chip field. */
  templated?: boolean;
  /** A list belongs here as a whole; elsewhere it is asked which of its values is meant. */
  takesList?: boolean;
  /** Hidden behind "More" until used. */
  advanced?: boolean;
  /** Shown only while another param of the same level has one of these values. */
  when?: { param: string; is: string[] };
}
