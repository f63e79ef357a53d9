import { FolderOpen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { FormField } from '../../client/types.ts';
import { FileChooser } from '../../pieces/files/FileChooser.tsx';
import { TemplateField } from '../../pieces/template-field/TemplateField.tsx';
import { choosePlace } from '../../stores/chosen-places.ts';
import type { ParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Form.module.css';
import { useParam, useStepForm } from './step-form.ts';

interface FileParamProps {
  field: FormField;
  path: ParamPath;
}

/** Steps that need a file that is there; the others may make one. */
const isThere = (type: string): boolean => ['sqlite-query', 'read-table', 'move-file', 'run-program'].includes(type);

const extensionsFor = (type: string): string[] | undefined => {
  if (type.startsWith('sqlite')) return ['db', 'sqlite', 'sqlite3', 'db3'];
  return type === 'table-row' || type === 'read-table' ? ['csv', 'tsv', 'txt', 'xlsx', 'xlsm'] : undefined;
};

/** A file or folder: typed, or chosen in a dialog, which also gives the flow its permission. */
export const FileParam = ({ field, path }: FileParamProps): ReactElement => {
  const { description } = useStepForm();
  const { value, set, error, warning } = useParam(path, field.label);
  const [isChoosing, setChoosing] = useState(false);
  const text = typeof value === 'string' ? value : '';
  const choose = (chosen: string): void => {
    choosePlace(chosen);
    set(chosen);
  };
  const shared = { label: field.label, help: field.help, placeholder: field.placeholder, value: text, onChange: set };
  return (
    <div className={styles.file}>
      {field.templated ? (
        <TemplateField {...shared} problem={error} warning={warning} />
      ) : (
        <TextField {...shared} error={error} warning={warning} />
      )}
      <Button icon={FolderOpen} onPress={() => setChoosing(true)}>
        Choose…
      </Button>
      <FileChooser
        isOpen={isChoosing}
        title={`Choose ${field.label.toLowerCase()}`}
        kind={field.kind === 'folder' ? 'folder' : isThere(description.type) ? 'file' : 'new-file'}
        extensions={extensionsFor(description.type)}
        onChoose={choose}
        onClose={() => setChoosing(false)}
      />
    </div>
  );
};
