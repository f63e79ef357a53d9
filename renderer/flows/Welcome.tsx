import { FlaskConical, LayoutTemplate, type LucideIcon, SquareDashed } from 'lucide-react';
import type { ReactElement } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { startDemo } from '../pieces/start-flow/use-start-flow.ts';
import { classes } from '../ui/classes.ts';
import styles from './Welcome.module.css';

interface ChoiceProps {
  icon: LucideIcon;
  title: string;
  text: string;
  isFirst?: boolean;
  onPress: () => void;
}

const Choice = ({ icon: Icon, title, text, isFirst = false, onPress }: ChoiceProps): ReactElement => (
  <li>
    <button type="button" className={classes(styles.choice, isFirst && styles.first)} onClick={onPress}>
      <span className={styles.icon}>
        <Icon size={20} aria-hidden="true" />
      </span>
      <b className={styles.choiceTitle}>{title}</b>
      <span className={styles.choiceText}>{text}</span>
    </button>
  </li>
);

/** What a person sees before there is a flow: what this is, and three ways to begin (ux.md 1.4). */
export const Welcome = ({ onBlank }: { onBlank: () => void }): ReactElement => (
  <section className={styles.welcome} aria-labelledby="welcome">
    <h2 id="welcome" className={styles.title}>
      Nothing automated yet
    </h2>
    <p className={styles.text}>
      Pick something that happens. Say what to do about it. WhenThen does it for you, on this computer. Start from
      something that already works.
    </p>
    <ul className={styles.choices}>
      <Choice
        icon={FlaskConical}
        title="Try the demo shop"
        text="1 minute, and nothing leaves this computer."
        isFirst
        onPress={() => void startDemo()}
      />
      <Choice
        icon={LayoutTemplate}
        title="Use a template"
        text="Orders, forms, payments, files: ready to change."
        onPress={() => navigate('/templates')}
      />
      <Choice icon={SquareDashed} title="Start empty" text="A blank flow to draw your own." onPress={onBlank} />
    </ul>
  </section>
);
