import { useEffect, useState } from 'react';
import { announce } from './announcer.ts';
import { toast } from './toasts.ts';

const shownMs = 2_000;

/** Copies text to the clipboard; `isCopied` is true for two seconds after it worked. */
export const useCopy = (text: string): { isCopied: boolean; copy: () => void } => {
  const [copies, setCopies] = useState(0);
  useEffect(() => {
    if (copies === 0) return undefined;
    const timer = setTimeout(() => setCopies(0), shownMs);
    return () => clearTimeout(timer);
  }, [copies]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopies((count) => count + 1);
      announce('Copied');
    } catch {
      toast({ tone: 'warn', title: "It couldn't be copied", text: 'Select the text and copy it by hand.' });
    }
  };
  return { isCopied: copies > 0, copy: () => void copy() };
};
