import { CircleCheck, Plug } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Starter } from '../client/types.ts';
import { FamilyIcon } from '../pieces/FamilyIcon.tsx';
import { Sentence } from '../pieces/sentence/Sentence.tsx';
import { useNodeTypes } from '../pieces/step-card/node-types.ts';
import { Pill } from '../ui/Pill.tsx';
import styles from './TemplatesScreen.module.css';
import { needsWords, worksRightNow } from './template-words.ts';

const iconsAtMost = 6;

const tests = (count: number): string => (count === 1 ? '1 test' : `${count} tests`);

/** A template in the grid; the whole card opens its details. */
export const TemplateCard = ({ starter }: { starter: Starter }): ReactElement => {
  const types = useNodeTypes();
  const { id, document, sentence } = starter;
  const more = document.nodes.length - iconsAtMost;
  return (
    <li className={styles.card}>
      <div className={styles.icons} aria-hidden="true">
        {document.nodes.slice(0, iconsAtMost).map((node) => {
          const type = types.get(node.type);
          return type && <FamilyIcon key={node.id} name={type.icon} family={type.family} />;
        })}
        {more > 0 && <span className="type-meta">{`+${more}`}</span>}
      </div>
      <h2 className={styles.name}>
        <a href={`#/templates/${id}`}>{document.name}</a>
      </h2>
      <div className={styles.sentence}>
        <Sentence text={sentence} isWhole />
      </div>
      <div className={styles.foot}>
        <Pill
          tone={worksRightNow(starter) ? 'ok' : 'neutral'}
          icon={worksRightNow(starter) ? CircleCheck : Plug}
          size="small"
        >
          {needsWords(starter)}
        </Pill>
        <span className="type-meta">{tests(starter.tests)}</span>
      </div>
    </li>
  );
};
