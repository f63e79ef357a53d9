import { FolderOpen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { choosePlace } from '../../stores/chosen-places.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FileChooser } from './FileChooser.tsx';
import styles from './PlaceField.module.css';

interface PlaceFieldProps {
  label: string;
  value: string;
  onChange: (path: string) => void;
  kind: 'file' | 'folder';
  extensions?: readonly string[] | undefined;
  placeholder?: string | undefined;
  help?: string | undefined;
  error?: string | undefined;
}

/** Endings of database files. */
export const databaseEndings: readonly string[] = ['db', 'sqlite', 'sqlite3', 'db3'];

/** Permissions for a folder name it with a separator at its end. */
const withSlash = (path: string): string => (/[/\\]$/.test(path) ? path : `${path}${path.includes('\\') ? '\\' : '/'}`);

/** A file or folder that is there: typed, or chosen in a dialog, which also gives the flow its permission. */
export const PlaceField = ({ kind, extensions, ...field }: PlaceFieldProps): ReactElement => {
  const [isChoosing, setChoosing] = useState(false);
  const choose = (chosen: string): void => {
    choosePlace(kind === 'folder' ? withSlash(chosen) : chosen);
    field.onChange(chosen);
  };
  return (
    <div className={styles.place}>
      <TextField {...field} />
      <Button icon={FolderOpen} onPress={() => setChoosing(true)}>
        Choose…
      </Button>
      <FileChooser
        isOpen={isChoosing}
        title={`Choose ${field.label.toLowerCase()}`}
        kind={kind}
        extensions={extensions}
        onChoose={choose}
        onClose={() => setChoosing(false)}
      />
    </div>
  );
};
