/** A page people fill in, as a form trigger describes it. */
export interface FormPage {
  title: string;
  intro: string;
  fields: readonly FormPageField[];
  /** Shown after it was sent. */
  thanks: string;
}

export interface FormPageField {
  name: string;
  label: string;
  kind: 'text' | 'long-text' | 'email' | 'number' | 'date' | 'choice' | 'yes-no';
  required: boolean;
  /** What can be chosen. */
  choices: readonly string[];
}
