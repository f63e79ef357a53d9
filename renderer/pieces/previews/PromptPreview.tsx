import { Code, FlaskConical, Sparkles } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Preview } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { LongText } from './LongText.tsx';
import { numbered, scrollable } from './numbered.ts';
import shared from './Preview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';
import styles from './PromptPreview.module.css';
import { splitData } from './prompt-words.ts';

type Prompt = Extract<Preview, { kind: 'prompt' }>;

const typeWords = { text: 'Text', number: 'Number', 'yes-no': 'Yes or no', list: 'List of texts' } as const;

const titleOf = ({ practice, model, host }: Prompt, tense: Tense): string => {
  if (practice) return 'Would ask an AI, once one is connected';
  return `${tense === 'would' ? 'Would ask' : 'Asked'} ${model} at ${host}`;
};

/** A text as the AI gets it, with what came from data set apart. */
const Words = ({ text }: { text: string }): ReactElement => (
  <p className={styles.words} dir="auto">
    {numbered(splitData(text)).map(({ key, item }) =>
      item.isData ? (
        <span key={key} className={styles.data}>
          {item.text}
        </span>
      ) : (
        <span key={key}>{item.text}</span>
      ),
    )}
  </p>
);

/** A question to an AI: what it is told, what it is asked, and which fields its answer has. */
export const PromptPreview = ({ preview, tense }: { preview: Prompt; tense: Tense }): ReactElement => {
  const [isOpen, setOpen] = useState(false);
  const { instructions, prompt, fields, practice, body } = preview;
  return (
    <PreviewFrame icon={Sparkles} tense={tense} title={titleOf(preview, tense)}>
      <div {...scrollable('The question')} className={styles.talk}>
        <section className={styles.asked}>
          <h4 className={styles.who}>Question</h4>
          <Words text={prompt} />
        </section>
        {instructions !== '' && (
          <section className={styles.told}>
            <h4 className={styles.who}>Instructions</h4>
            <Words text={instructions} />
          </section>
        )}
      </div>
      {fields && (
        <table className={shared.pairs} aria-label="Fields of the answer">
          <tbody>
            {fields.map(({ name, type, description }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {typeWords[type]}
                  {description !== '' && <small>{description}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {tense === 'would' && (
        <span className={styles.practice}>
          <FlaskConical size={14} aria-hidden="true" />A test goes on with a made-up answer; nobody is asked
        </span>
      )}
      {!practice && (
        <div className={shared.long}>
          <Button size="small" kind="quiet" icon={Code} onPress={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide what is sent' : 'Show what is sent'}
          </Button>
          {isOpen && <LongText text={body} label="What is sent" />}
        </div>
      )}
    </PreviewFrame>
  );
};
