/** What one message to the engine takes. A flow is smaller; a workflow of n8n may come with data it was tried with. */
const maxBytes = 8_000_000;

/** A file a person chose, as far as it could be read. */
export type ReadFile = { fileName: string; document: unknown } | { fileName: string; problem: string };

const tooLarge = (fileName: string): ReadFile => ({
  fileName,
  problem: 'It is larger than 8 MB, so it cannot be a flow file.',
});
const noFlow = (fileName: string): ReadFile => ({
  fileName,
  problem:
    'It is not a flow file. Flow files end with .flow.json and come from Export; workflows of n8n end with .json.',
});

/** Reads the text of a file that somebody else opened. */
export const readFlowText = (fileName: string, text: string): ReadFile => {
  if (text.length > maxBytes) return tooLarge(fileName);
  try {
    return { fileName, document: JSON.parse(text) as unknown };
  } catch {
    return noFlow(fileName);
  }
};

/** Reads a chosen or dropped file as JSON; whether it is a flow is for the engine to say. */
export const readFlowFile = async (file: Pick<File, 'name' | 'size' | 'text'>): Promise<ReadFile> => {
  if (file.size > maxBytes) return tooLarge(file.name);
  return file.text().then(
    (text) => readFlowText(file.name, text),
    () => noFlow(file.name),
  );
};

/** Hands a document to the browser as a download. */
export const downloadJson = (fileName: string, document: unknown): void => {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' }));
  const link = Object.assign(window.document.createElement('a'), { href: url, download: fileName });
  link.click();
  URL.revokeObjectURL(url);
};

/** The name of an exported file: what no file system takes is left out. */
export const exportName = (flowName: string): string =>
  `${
    [...flowName]
      .filter((letter) => letter >= ' ' && !'<>:"/\\|?*'.includes(letter))
      .join('')
      .trim() || 'flow'
  }.flow.json`;
