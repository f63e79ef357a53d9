import { Check, Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from './Button.tsx';
import { useCopy } from './use-copy.ts';

interface CopyButtonProps {
  text: string;
  /** A verb and its noun: "Copy address". */
  label: string;
  size?: 'normal' | 'small' | undefined;
}

/** Copies a text and says that it did. */
export const CopyButton = ({ text, label, size = 'small' }: CopyButtonProps): ReactElement => {
  const { isCopied, copy } = useCopy(text);
  return (
    <Button icon={isCopied ? Check : Copy} size={size} onPress={copy}>
      {isCopied ? 'Copied' : label}
    </Button>
  );
};
