import { Fragment, type ReactElement } from 'react';

/** The sentence of a notice; names of fields stand between backticks. */
export const DriftWords = ({ message }: { message: string }): ReactElement => (
  <>
    {message.split('`').map((part, at) =>
      at % 2 === 1 ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no other name than their place
        <code key={at}>{part}</code>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Fragment key={at}>{part}</Fragment>
      ),
    )}
  </>
);
