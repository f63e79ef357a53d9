import { type RefObject, useEffect, useRef } from 'react';
import { handleCopy, handlePaste } from './clipboard.ts';
import { type FlowCommand, listenFor, targetSteps } from './flow-keys.ts';

/**
 * Answers keys and the clipboard while a view of the flow has the focus. It still has it when the control that had it went away
 * (a card that is out of sight now, a button that folded its own group): the browser then says that nothing has it.
 */
export const useFlowEvents = (view: RefObject<HTMLElement | null>, commands: readonly FlowCommand[]): void => {
  const wasInside = useRef(false);
  useEffect(() => {
    const element = view.current;
    if (!element) return undefined;
    if (element.contains(document.activeElement)) wasInside.current = true;
    const isHere = (): boolean => {
      const { activeElement } = document;
      return activeElement === document.body ? wasInside.current : element.contains(activeElement);
    };
    const note = ({ target }: Event): void => {
      wasInside.current = target instanceof Node && element.contains(target);
    };
    const answer = listenFor(commands);
    const onKey = (event: KeyboardEvent): void => {
      if (isHere()) answer(event);
    };
    const isText = (): boolean => document.activeElement?.matches('input, textarea') === true;
    const onCopy = (event: ClipboardEvent): void => {
      if (isHere() && !isText()) handleCopy(event, targetSteps(), event.type === 'cut');
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isHere() && !isText()) handlePaste(event);
    };
    const listeners = {
      focusin: note,
      pointerdown: note,
      keydown: onKey as EventListener,
      copy: onCopy as EventListener,
      cut: onCopy as EventListener,
      paste: onPaste as EventListener,
    };
    for (const [name, listen] of Object.entries(listeners)) document.addEventListener(name, listen, true);
    return () => {
      for (const [name, listen] of Object.entries(listeners)) document.removeEventListener(name, listen, true);
    };
  }, [view, commands]);
};
