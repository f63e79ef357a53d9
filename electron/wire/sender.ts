import { isOwnPage } from '../windows/navigation.ts';

/** The frame a message came from, as far as it tells who it is. */
export interface Sender {
  url: string;
  /** Whether it is the page itself and no frame in it. */
  isMainFrame: boolean;
  /** Whether it belongs to a window of ours. */
  isOurWindow: boolean;
}

/** Only the page of our window may talk to the engine; a frame that is gone by now counts as nobody. */
export const isTrustedSender = (sender: Sender | null): boolean => {
  if (!sender) return false;
  return sender.isMainFrame && sender.isOurWindow && isOwnPage(sender.url);
};
